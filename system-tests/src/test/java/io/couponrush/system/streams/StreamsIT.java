package io.couponrush.system.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.console.Screen;
import io.couponrush.system.journey.LogsOnFailure;
import io.couponrush.system.journey.SharedProduct;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import java.time.Clock;

/** A short form of {@code ./rush streams}. How fast a busy machine is, is no question of a test. */
@ExtendWith(LogsOnFailure.class)
@Isolated // nobody gets an answer of a worker that stands still
class StreamsIT {

    private static final int SEED = 5;

    @Test
    void everyStreamTellsEveryMoveAndTheEnd() throws Exception {
        StreamsOptions options = new StreamsOptions(200, 3);

        StreamsReport report =
                new Streams(
                                SharedProduct.now(),
                                SharedProduct.worker(),
                                new Screen(System.out, System.err, false),
                                Clock.systemUTC())
                        .run(options, SEED);

        assertThat(report.told().count()).isEqualTo(600);
        assertThat(report.tenths()).hasSize(11);
        assertThat(report.tenths().stream().mapToLong(Long::longValue).sum()).isEqualTo(600);
        assertThat(report.after().liveBytes()).isGreaterThan(report.before().liveBytes());
        assertThat(StreamsPage.of(report))
                .contains("| open streams | 200 |", "| positions told | 600 |");
    }
}
