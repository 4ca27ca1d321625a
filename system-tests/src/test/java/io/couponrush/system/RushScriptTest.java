package io.couponrush.system;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the rush script leaves a running product's classes alone, and only a running one's. */
class RushScriptTest {

    private static final Path SCRIPT = Path.of(System.getProperty("rush.home"), "rush");

    @TempDir private Path state;

    @Test
    void knowsARunningProductByMoreThanItsProcessId() throws Exception {
        assertThat(isRunning()).as("without a state").isFalse();

        Process product =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "echo; read -r _",
                                "-Drush.home=/some/home",
                                "-cp",
                                "x.jar",
                                "io.couponrush.system.Rush",
                                "up")
                        .start();
        assertThat(product.getInputStream().read()).isEqualTo('\n');
        owner(product.pid());
        assertThat(isRunning()).isTrue();

        owner(ProcessHandle.current().pid());
        assertThat(isRunning()).as("after kill -9, with its id given to another").isFalse();

        product.destroyForcibly().waitFor();
        owner(product.pid());
        assertThat(isRunning()).as("after kill -9").isFalse();
    }

    private void owner(long pid) throws IOException {
        Files.writeString(state.resolve("state.json"), "{\n  \"owner\" : %d,\n".formatted(pid));
    }

    /** The script's own function, alone. */
    private boolean isRunning() throws IOException, InterruptedException {
        String function =
                Files.readString(SCRIPT)
                        .lines()
                        .dropWhile(line -> !line.startsWith("is_running() {"))
                        .takeWhile(line -> !line.startsWith("# Every module"))
                        .reduce("", (text, line) -> text + line + "\n");
        assertThat(function).contains("state.json");
        String script = "set -euo pipefail; home=/some/home; state=$1\n" + function;
        Process bash =
                new ProcessBuilder(
                                List.of(
                                        "bash",
                                        "-c",
                                        script + "if is_running; then echo yes; fi",
                                        "bash",
                                        state.toString()))
                        .redirectErrorStream(true)
                        .start();
        String words = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(words).isZero();
        return words.contains("yes");
    }
}
