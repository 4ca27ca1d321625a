package io.couponrush.localstack;

import java.util.Map;

/** The Kafka broker. It creates no topic by itself. */
public final class KafkaPart extends Part {

    private final String bootstrapServers;
    private final Map<Integer, Integer> aliases;

    KafkaPart(Server server, String bootstrapServers) {
        this(server, bootstrapServers, Map.of());
    }

    /**
     * @param aliases the broker's own port behind each advertised one
     */
    KafkaPart(Server server, String bootstrapServers, Map<Integer, Integer> aliases) {
        super(server);
        this.bootstrapServers = bootstrapServers;
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * The broker's port for a link on this one.
     *
     * @throws IllegalArgumentException if it was not started with such an alias
     */
    public int portBehind(int alias) {
        Integer port = aliases.get(alias);
        if (port == null) {
            throw new IllegalArgumentException("Kafka has no alias " + alias);
        }
        return port;
    }

    /** For {@code bootstrap.servers}: host:port, several separated by commas. */
    public String bootstrapServers() {
        return bootstrapServers;
    }
}
