package io.couponrush.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.meters.UnreadMeters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A look in the background that fails comes again, and says so once. */
@ExtendWith(OutputCaptureExtension.class)
class RoundsTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whateverALookThrowsTheNextOneIsTaken(CapturedOutput log) {
        Rounds rounds =
                rounds(
                        () -> {
                            if (looks.incrementAndGet() < 5) {
                                throw new StackOverflowError("too deep");
                            }
                        });

        rounds.start();
        assertThat(rounds.isRunning()).isTrue();
        Patience.await().until(() -> log.toString().contains("the look at things works again"));
        rounds.stop();

        assertThat(log.toString().split("the look at things failed, will try again", -1))
                .as("four times the same, said once")
                .hasSize(2);
        assertThat(looks).hasValueGreaterThanOrEqualTo(5);
    }

    @Test
    void aStoppedOneLooksNoMore() {
        Rounds rounds = rounds(looks::incrementAndGet);
        rounds.start();
        Patience.await().until(() -> looks.get() > 1);

        rounds.stop();
        rounds.stop();

        assertThat(rounds.isRunning()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("watch-things"))
                .allSatisfy(thread -> assertThat(ended(thread)).isTrue());
    }

    private static boolean ended(Thread thread) throws InterruptedException {
        return thread.join(Duration.ofSeconds(30));
    }

    private static Rounds rounds(Runnable look) {
        return new Rounds("things", look, Duration.ofMillis(1), UnreadMeters.make());
    }
}
