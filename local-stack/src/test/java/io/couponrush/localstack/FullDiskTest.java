package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.couponrush.localstack.Diagnosis.Fault;
import io.couponrush.localstack.process.Processes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A disk without room for a stack: a small tmpfs, which only root can mount. */
@Execution(ExecutionMode.CONCURRENT) // its servers are its own
class FullDiskTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void namesThePartAndTheDiskAndEndsTheRest() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()) != 0) {
            System.out.println("NOT TRIED: a full disk, as this user can mount no tmpfs here.");
            return;
        }
        try {
            assertThatThrownBy(() -> LocalStack.start(StackOptions.keptIn(small)))
                    .isInstanceOfSatisfying(
                            PartFailedException.class,
                            failed -> {
                                assertThat(failed.diagnosis().fault()).isEqualTo(Fault.DISK_FULL);
                                assertThat(failed)
                                        .hasMessageContaining(failed.part().text())
                                        .hasMessageContaining("disk is full")
                                        .hasMessageContaining("free some space")
                                        .hasMessageContaining(failed.part().variable());
                            });
            await().atMost(BOUND)
                    .untilAsserted(
                            () -> assertThat(Processes.mentioning(small.toString())).isEmpty());
        } finally {
            assertThat(run("umount", "-l", small.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
