package io.couponrush.system.observe;

import io.couponrush.localstack.product.ProductState;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's own configuration of Prometheus, rules included, copied beside targets of this
 * machine.
 */
final class ScrapeFiles {

    private static final String CONFIG = "prometheus.yml";

    private ScrapeFiles() {}

    /**
     * @param from the folder of the project
     * @param to made if it isn't there; the configuration lies in it afterwards
     * @param seconds between two scrapes, and two evaluations of the rules
     * @return the file for Prometheus
     */
    static Path write(Path from, Path to, ProductState product, int seconds) {
        try {
            Path rules = Files.createDirectories(to.resolve("rules"));
            Path targets = Files.createDirectories(to.resolve("targets"));
            try (Stream<Path> files = Files.list(from.resolve("rules"))) {
                for (Path file : files.toList()) {
                    Files.writeString(
                            rules.resolve(file.getFileName().toString()), Files.readString(file));
                }
            }
            Files.writeString(targets.resolve("gateway.yml"), one(product.gatewayManagement()));
            Files.writeString(targets.resolve("worker.yml"), one(product.workerManagement()));
            String config =
                    Files.readString(from.resolve(CONFIG))
                            .replaceAll(
                                    "(scrape_interval|evaluation_interval): \\d+s",
                                    "$1: " + seconds + "s")
                            .replaceAll(
                                    "scrape_timeout: \\d+s",
                                    "scrape_timeout: " + Math.max(1, seconds - 1) + "s");
            return Files.writeString(to.resolve(CONFIG), config);
        } catch (IOException e) {
            throw new UncheckedIOException("could not configure Prometheus in " + to, e);
        }
    }

    private static String one(URI management) {
        return "- targets: " + List.of(management.getAuthority()) + "\n";
    }
}
