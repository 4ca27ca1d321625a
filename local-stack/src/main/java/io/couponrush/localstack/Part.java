package io.couponrush.localstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A server of the stack, and what a test may do to it. The port stays the same whatever is done.
 * Every call returns when its effect is there: after {@link #restart()} the server answers.
 *
 * <p>An external server is not ours to touch: all but the questions throw {@link
 * UnsupportedOperationException}.
 */
public abstract sealed class Part permits KafkaPart, RedisPart, DatabasePart {

    private final Server server;

    Part(Server server) {
        this.server = server;
    }

    /** For people, for example "Kafka". */
    public final String name() {
        return server.name();
    }

    /** The server's own version, "external" if it isn't ours. */
    public final String version() {
        return server.version();
    }

    /** How long the last start took until the server answered; zero if it is external. */
    public final Duration startedIn() {
        return server.startedIn();
    }

    /** Where the server's output goes or, without a file, how to see it. */
    public final String log() {
        return server.log();
    }

    /** Ends the server in peace, as an administrator would; it keeps its data. */
    public final void stop() {
        server.stop();
    }

    /** Kills the server with signal 9. */
    public final void kill() {
        server.kill();
    }

    /** The server keeps its connections and stops answering (SIGSTOP). */
    public final void freeze() {
        server.freeze();
    }

    /** Lets a frozen server go on. */
    public final void thaw() {
        server.thaw();
    }

    /**
     * Stops the server if it runs and starts it with the data it has.
     *
     * @throws PartFailedException if it doesn't come up
     */
    public final void restart() {
        server.stop();
        server.start();
    }

    /**
     * Starts the server as if it had never run before; all its data is gone.
     *
     * @throws PartFailedException if it doesn't come up
     */
    public final void restartWiped() {
        server.wipe();
        server.start();
    }

    /**
     * Completes with words for a person when the server that runs now has ended, whoever ended it;
     * never for one that is no process of ours.
     */
    public final CompletableFuture<String> ended() {
        return server.ended();
    }

    final Server server() {
        return server;
    }
}
