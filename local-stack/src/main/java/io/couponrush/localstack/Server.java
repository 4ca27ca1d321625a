package io.couponrush.localstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What stands behind a part: our own process, a container, or somebody else's server. */
sealed interface Server permits ServerProcess, ContainerServer, ExternalServer {

    /** The product's name. */
    String name();

    String version();

    Duration startedIn();

    String log();

    /**
     * Starts a server that doesn't run and returns when it answers.
     *
     * @throws PartFailedException if it doesn't come up
     */
    void start();

    /** Returns when the server has ended in peace; does nothing if it doesn't run. */
    void stop();

    void kill();

    void freeze();

    void thaw();

    /** Ends the server at once and removes its data. */
    void wipe();

    /**
     * Completes with words for a person when the process of now has ended; never for a server that
     * is no process of ours.
     */
    default CompletableFuture<String> ended() {
        return new CompletableFuture<>();
    }

    /** Ends the server at once and for good, even if it is just starting. */
    void end();
}
