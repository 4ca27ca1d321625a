package io.couponrush.localstack.product;

import java.util.List;

/** What the services' JVMs are started with on a developer's machine. */
final class JvmOptions {

    static final List<String> WORKER =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    static final List<String> GATEWAY =
            List.of(
                    "-Xmx768m",
                    "-XX:+UseParallelGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private JvmOptions() {}
}
