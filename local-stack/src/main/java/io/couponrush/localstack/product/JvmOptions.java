package io.couponrush.localstack.product;

import java.util.List;

/** What the services' JVMs are started with on a developer's machine. */
final class JvmOptions {

    /**
     * One compiler only: on two cores the second takes more from the first 400,000 rows than its
     * faster code gives back (measured: 2.8 s of CPU against 3.1 for 100,000 of them). A worker
     * that runs for weeks wants both.
     */
    static final List<String> WORKER =
            List.of(
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError");

    static final List<String> GATEWAY =
            List.of(
                    "-Xmx768m",
                    "-XX:+UseParallelGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private JvmOptions() {}
}
