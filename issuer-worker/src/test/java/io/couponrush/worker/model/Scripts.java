package io.couponrush.worker.model;

import io.couponrush.gate.AdmissionScript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The product's scripts that no class of the worker runs. */
final class Scripts {

    static final String ADMISSION = resource(AdmissionScript.class, AdmissionScript.NAME);
    static final String LOOK = worker("recovery/look-gate.lua");
    static final String BOOKS = worker("balance/read-books.lua");

    /** The gateway's, which this module can't depend on: from its sources. */
    static final String TICKETS = gateway("position/tickets.lua");

    private Scripts() {}

    private static String worker(String path) {
        return resource(Scripts.class, "/io/couponrush/worker/" + path);
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String gateway(String path) {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("rush.home"), "rush.home"));
        try {
            return Files.readString(
                    home.resolve("gateway-service/src/main/resources/io/couponrush/gateway")
                            .resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
