package io.couponrush.localstack;

import java.time.Duration;

/** What stands behind a part: our own process, a container, or somebody else's server. */
sealed interface Server permits ServerProcess, ExternalServer {

    String name();

    String version();

    Duration startedIn();

    String log();

    /** Starts a server that doesn't run. */
    void start();

    /** Returns when the server has ended; does nothing if it doesn't run. */
    void stop();

    void kill();

    void freeze();

    void thaw();

    /** Ends the server at once and removes its data. */
    void wipe();
}
