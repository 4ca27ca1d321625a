package io.couponrush.localstack.product;

import io.couponrush.localstack.process.EnvironmentWords;

import java.util.List;
import java.util.stream.Stream;

/** What the services' JVMs are started with on a developer's machine. */
final class JvmOptions {

    /**
     * One compiler only: on two cores the second takes more from the first 400,000 rows than its
     * faster code gives back (measured: 2.8 s of CPU against 3.1 for 100,000 of them). A worker
     * that runs for weeks wants both.
     */
    private static final List<String> WORKER =
            List.of(
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError");

    private static final List<String> GATEWAY =
            List.of(
                    "-Xmx768m",
                    "-XX:+UseParallelGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /**
     * When several of each run beside three servers on two cores: they live for minutes and die
     * young, so the second compiler would never pay.
     */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-Xss512k");

    /** The environment variable whose words are given to every service's JVM as well. */
    private static final String MORE = "RUSH_SERVICE_JVM_OPTIONS";

    private JvmOptions() {}

    static List<String> worker(boolean small) {
        return more(
                small ? of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError") : WORKER);
    }

    static List<String> gateway(boolean small) {
        return more(
                small
                        ? of(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow")
                        : GATEWAY);
    }

    /** As {@code rush up} starts it. */
    static List<String> training(String module) {
        return module.equals("gateway-service") ? GATEWAY : WORKER;
    }

    /**
     * Whether the environment gives every service an agent or a recording: with one the JVM refuses
     * AOT caches, and the archive of its own classes with them.
     */
    static boolean watched() {
        return EnvironmentWords.of(MORE).stream()
                .anyMatch(
                        word ->
                                word.startsWith("-javaagent:")
                                        || word.startsWith("-XX:StartFlightRecording"));
    }

    private static List<String> more(List<String> options) {
        return Stream.concat(options.stream(), EnvironmentWords.of(MORE).stream()).toList();
    }

    private static List<String> of(String... options) {
        return Stream.concat(Stream.of(options), SMALL.stream()).toList();
    }
}
