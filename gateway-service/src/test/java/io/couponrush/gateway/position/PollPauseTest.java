package io.couponrush.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;

class PollPauseTest {

    @Test
    void isShortForWhoIsNext() {
        assertThat(many(0, 1L)).matches(all -> all.getMin() == 1 && all.getMax() == 2);
    }

    @Test
    void growsWithTheDistance() {
        assertThat(many(100, 20L)).matches(all -> all.getMin() == 10 && all.getMax() == 15);
        assertThat(many(100, 3600L)).matches(all -> all.getMin() == 30 && all.getMax() == 45);
    }

    @Test
    void isGuessedFromTheRankWhileNoRateIsKnown() {
        assertThat(many(10, null)).matches(all -> all.getMin() == 1 && all.getMax() == 2);
        assertThat(many(20_000, null)).matches(all -> all.getMin() == 10 && all.getMax() == 15);
    }

    private static IntSummaryStatistics many(long ahead, @Nullable Long eta) {
        return IntStream.range(0, 2000).map(_ -> PollPause.seconds(ahead, eta)).summaryStatistics();
    }
}
