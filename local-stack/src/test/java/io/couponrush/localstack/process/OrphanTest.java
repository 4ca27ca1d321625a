package io.couponrush.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Whatever becomes of the owner, nothing it started is left: frozen or deaf ones included. */
@Execution(ExecutionMode.CONCURRENT) // everything it ends is its own
class OrphanTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String marker = "orphan-" + UUID.randomUUID();

    @TempDir Path directory;

    @Test
    void killedWithSignal9() throws IOException {
        Process owner = owner("wait");
        assertThat(Processes.mentioning(marker)).hasSizeGreaterThan(5);

        owner.destroyForcibly();

        awaitNobody();
    }

    @Test
    void askedToEnd() throws IOException {
        Process owner = owner("wait");
        owner.destroy();
        awaitNobody();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "halt"})
    void endingWithoutCleaningUp(String way) throws IOException {
        Process owner = owner(way);
        assertThat(owner.onExit()).succeedsWithin(BOUND);
        awaitNobody();
    }

    @RepeatedTest(4)
    void killedInTheMiddleOfStartingProcesses() throws Exception {
        long seed = System.nanoTime();
        int millis = new Random(seed).nextInt(150);
        System.out.println("seed " + seed + ": owner lives for another " + millis + " ms");
        Process owner = owner("start-more");

        assertThat(owner.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
        owner.destroyForcibly();

        awaitNobody();
    }

    private Process owner(String way) throws IOException {
        Process owner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Owner.class.getName(),
                                directory.toString(),
                                marker,
                                way)
                        .redirectError(Redirect.INHERIT)
                        .start();
        BufferedReader reader = owner.inputReader();
        assertThat(reader.readLine()).isEqualTo("ready");
        return owner;
    }

    private void awaitNobody() {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(Processes.mentioning(marker)).isEmpty());
    }
}
