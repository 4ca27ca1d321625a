package io.couponrush.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;

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

    /** How far its append-only file reaches now: a point in time to come back to. */
    public long mark() {
        try {
            return file().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills Redis and starts it with what it had at an earlier time: it has lost everything after,
     * and doesn't know. That is a lost last second, or an old replica that took over.
     *
     * @param mark of that time; since the last wipe
     * @return the bytes of commands that it lost
     * @throws PartFailedException if it doesn't come up
     */
    public long restartFrom(long mark) {
        kill();
        try {
            long lost = file().cutTo(mark);
            restart();
            return lost;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AppendOnlyFile file() {
        if (server() instanceof ServerProcess process) {
            return new AppendOnlyFile(process.data().resolve("appendonly.aof"));
        }
        throw new UnsupportedOperationException("only a Redis of our own has a file to cut");
    }
}
