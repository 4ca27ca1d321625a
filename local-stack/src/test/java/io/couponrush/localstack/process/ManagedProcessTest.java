package io.couponrush.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ManagedProcessTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void keepsTheOutputAndTheExitCode() {
        try (ManagedProcess process =
                start("pwd; echo $WORD; echo two >&2; exit 3", Map.of("WORD", "one"))) {
            assertThat(process.awaitExit(BOUND)).isTrue();
            assertThat(process.exitCode()).hasValue(3);
            assertThat(process.onExit()).succeedsWithin(BOUND).isEqualTo(3);
            assertThat(process.output().lines()).endsWith("one", "two");
            assertThat(process.lastLines(1)).containsExactly("two");
        }
    }

    @Test
    void tellsItsOwnOutputFromThatOfTheProcessBefore() {
        start("echo before").awaitExit(BOUND);
        ManagedProcess second = start("echo after");
        second.awaitExit(BOUND);
        assertThat(second.output()).isEqualTo("after\n");
        assertThat(second.logFile()).hasContent("before\nafter");
    }

    @Test
    void aMissingProgramShowsAsExitCode127() {
        ManagedProcess process = run("/no/such/program");
        assertThat(process.awaitExit(BOUND)).isTrue();
        assertThat(process.exitCode()).hasValue(127);
        assertThat(process.output()).contains("/no/such/program");
    }

    @Test
    void argumentsArriveAsTheyAre() {
        ManagedProcess process = run("printf", "%s|", "a b", "$HOME", "'\"*", "");
        process.awaitExit(BOUND);
        assertThat(process.output()).isEqualTo("a b|$HOME|'\"*||");
    }

    @Test
    void standardInputIsEmpty() {
        ManagedProcess process = run("cat");
        assertThat(process.awaitExit(BOUND)).isTrue();
        assertThat(process.exitCode()).hasValue(0);
    }

    @Test
    void whatItStartedEndsWithIt() {
        ManagedProcess process = start("sleep 4711 & echo $!; wait");
        assertThat(process.await(() -> process.output().endsWith("\n"), BOUND)).isTrue();
        long grandchild = Long.parseLong(process.output().strip());
        assertThat(Processes.isGone(grandchild)).isFalse();

        process.kill();

        await().atMost(BOUND).until(() -> Processes.isGone(grandchild));
        assertThat(process.exitCode()).hasValue(128 + 9);
    }

    @Test
    void nothingIsLeftOfOneThatEndedByItself() {
        ManagedProcess process = start("exit 0");
        process.awaitExit(BOUND);
        await().atMost(BOUND).until(() -> Processes.mentioning(directory.toString()).isEmpty());
    }

    /**
     * The watchdog's pipe closes when its Java object is collected: something must hold on to it.
     */
    @Test
    void livesOnWhenNobodyRefersToIt() {
        long pid = run("sleep", "4711").pid();
        WeakReference<Object> collected = new WeakReference<>(new Object());
        await().atMost(BOUND)
                .until(
                        () -> {
                            System.gc();
                            return collected.get() == null;
                        });
        try {
            await().during(Duration.ofMillis(300)).until(() -> !Processes.isGone(pid));
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void theTerminalsCtrlCDoesNotReachIt() {
        try (ManagedProcess process = run("sleep", "4711")) {
            assertThat(Processes.group(process.pid()))
                    .isEqualTo(process.pid())
                    .isNotEqualTo(Processes.group(ProcessHandle.current().pid()));
        }
    }

    @Test
    void freezesAndThaws() {
        try (ManagedProcess process = run("sleep", "4711")) {
            process.freeze();
            assertThat(Processes.state(process.pid())).startsWith("T");
            process.thaw();
            assertThat(Processes.state(process.pid())).doesNotStartWith("T");
        }
    }

    @Test
    void killReachesAFrozenProcess() {
        ManagedProcess process = run("sleep", "4711");
        process.freeze();
        process.kill();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(process::freeze).isInstanceOf(IllegalStateException.class);
        process.kill();
    }

    @Test
    void stopLetsItEndInPeaceEvenWhenFrozen() {
        ManagedProcess process =
                start("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        assertThat(process.await(() -> process.output().contains("ready"), BOUND)).isTrue();
        process.freeze();

        assertThat(process.stop(BOUND)).isTrue();
        assertThat(process.output()).contains("bye");
        assertThat(process.exitCode()).hasValue(0);
        assertThat(process.stop(BOUND)).isTrue();
    }

    @Test
    void stopKillsWhatDoesNotEndInTime() {
        ManagedProcess process = start("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        assertThat(process.await(() -> process.output().contains("ready"), BOUND)).isTrue();

        assertThat(process.stop(Duration.ofMillis(300))).isFalse();
        assertThat(process.exitCode()).hasValue(128 + 9);
    }

    @Test
    void awaitGivesUpWhenTheProcessEnds() {
        ManagedProcess process = start("exit 1");
        assertThat(process.await(() -> false, BOUND)).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void saysWhatItCouldNotStart() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(
                        () ->
                                ManagedProcess.start(
                                        "toy",
                                        List.of("true"),
                                        Map.of(),
                                        missing,
                                        directory.resolve("toy.log")))
                .hasMessageContaining("toy");
        assertThat(Files.exists(missing)).isFalse();
    }

    private ManagedProcess start(String script) {
        return start(script, Map.of());
    }

    private ManagedProcess start(String script, Map<String, String> environment) {
        return ManagedProcess.start(
                "toy",
                List.of("sh", "-c", script, directory.toString()),
                environment,
                directory,
                directory.resolve("toy.log"));
    }

    private ManagedProcess run(String... command) {
        return ManagedProcess.start(
                "toy", List.of(command), Map.of(), directory, directory.resolve("toy.log"));
    }
}
