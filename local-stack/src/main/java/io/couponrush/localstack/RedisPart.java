package io.couponrush.localstack;

/** The Redis server, with its append-only file on. */
public final class RedisPart extends Part {

    private final String uri;

    RedisPart(Server server, String uri) {
        super(server);
        this.uri = uri;
    }

    /** redis://host:port. */
    public String uri() {
        return uri;
    }
}
