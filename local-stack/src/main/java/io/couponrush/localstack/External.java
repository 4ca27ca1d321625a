package io.couponrush.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers that environment variables name; of each one's addresses one at least must accept a
 * connection. A URL whose hosts are written in another way (a socket's path, DNS SRV, Connector/J's
 * key-value form) is passed on without a try: its client understands more than we do.
 */
final class External {

    static final String JDBC_USER = "RUSH_JDBC_USER";
    static final String JDBC_PASSWORD = "RUSH_JDBC_PASSWORD";

    /** Scheme and authority of a URL, which may name several hosts. */
    private static final Pattern URL = Pattern.compile("([\\w.+:-]+)://([^/?#]*).*");

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
                        requireAnswer(name, required(name, brokers(value)));
                        yield new KafkaPart(server, value);
                    }
                    case REDIS -> {
                        requireAnswer(name, hosts(name, value, 6379));
                        yield new RedisPart(server, value);
                    }
                    case DATABASE -> {
                        requireAnswer(name, hosts(name, value, 3306));
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

    /** Kafka allows a protocol before each address. */
    private static List<Address> brokers(String value) {
        return Address.in(value.replaceAll("\\w+://", ""), 9092);
    }

    private static List<Address> hosts(PartName name, String url, int defaultPort) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return required(name, List.of());
        }
        boolean bySrv = parts.group(1).contains("srv");
        int port = parts.group(1).contains("sentinel") ? 26_379 : defaultPort;
        return bySrv ? List.of() : Address.in(parts.group(2), port);
    }

    private static List<Address> required(PartName name, List<Address> addresses) {
        if (addresses.isEmpty()) {
            throw unusable(name, "no host in it");
        }
        return addresses;
    }

    /** Passes if there is nothing to try. */
    private static void requireAnswer(PartName name, List<Address> addresses) {
        List<String> troubles = new ArrayList<>();
        for (Address address : addresses) {
            Optional<String> trouble = address.trouble();
            if (trouble.isEmpty()) {
                return;
            }
            troubles.add(trouble.get());
        }
        if (!troubles.isEmpty()) {
            throw unusable(name, String.join("; ", troubles));
        }
    }

    private static PartFailedException unusable(PartName name, String why) {
        return new PartFailedException(
                name,
                new Diagnosis(
                        Diagnosis.Fault.NO_ANSWER,
                        "nothing answers at what %s names (%s)".formatted(name.variable(), why),
                        "start that server, correct %1$s, or unset it to use our own"
                                .formatted(name.variable())),
                List.of());
    }
}
