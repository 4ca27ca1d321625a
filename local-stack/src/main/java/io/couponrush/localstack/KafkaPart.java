package io.couponrush.localstack;

/** The Kafka broker. It creates no topic by itself. */
public final class KafkaPart extends Part {

    private final String bootstrapServers;

    KafkaPart(Server server, String bootstrapServers) {
        super(server);
        this.bootstrapServers = bootstrapServers;
    }

    /** For {@code bootstrap.servers}: host:port, several separated by commas. */
    public String bootstrapServers() {
        return bootstrapServers;
    }
}
