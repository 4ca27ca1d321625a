package io.couponrush.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers that environment variables name; each must at least accept a connection. */
final class External {

    static final String JDBC_USER = "RUSH_JDBC_USER";
    static final String JDBC_PASSWORD = "RUSH_JDBC_PASSWORD";

    private static final int CONNECT_MILLIS = 5_000;

    private final Map<String, String> environment;

    External(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Empty if no variable names this part.
     *
     * @throws PartFailedException if nothing answers there
     */
    Optional<Part> part(PartName name) {
        String value = environment.getOrDefault(name.variable(), "").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Server server = new ExternalServer(name);
        return Optional.of(
                switch (name) {
                    case KAFKA -> {
                        requireAnswer(name, "kafka://" + value.split(",", 2)[0], 9092);
                        yield new KafkaPart(server, value);
                    }
                    case REDIS -> {
                        requireAnswer(name, value, 6379);
                        yield new RedisPart(server, value);
                    }
                    case DATABASE -> {
                        requireAnswer(name, value.replaceFirst("^jdbc:", ""), 3306);
                        yield new DatabasePart(
                                server,
                                new DatabaseAccess(
                                        value,
                                        required(name, JDBC_USER),
                                        required(name, JDBC_PASSWORD)));
                    }
                });
    }

    private String required(PartName name, String variable) {
        String value = environment.get(variable);
        if (value == null) {
            throw new PartFailedException(
                    name,
                    new Diagnosis(
                            Diagnosis.Fault.NO_ANSWER,
                            name.variable() + " is set, but " + variable + " is not",
                            "set " + variable + " (it may be empty)"),
                    List.of());
        }
        return value;
    }

    private static void requireAnswer(PartName name, String uri, int defaultPort) {
        try (Socket socket = new Socket()) {
            URI address = URI.create(uri);
            if (address.getHost() == null) {
                throw new IllegalArgumentException("no host in it");
            }
            int port = address.getPort() < 0 ? defaultPort : address.getPort();
            socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new PartFailedException(
                    name,
                    new Diagnosis(
                            Diagnosis.Fault.NO_ANSWER,
                            "nothing answers at what %s names (%s)"
                                    .formatted(name.variable(), e.getMessage()),
                            "start that server, correct %1$s, or unset it to use our own"
                                    .formatted(name.variable())),
                    List.of());
        }
    }
}
