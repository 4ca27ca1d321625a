package io.couponrush.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class LatenciesTest {

    @Test
    void aBoundBelongsToItsBucket() {
        assertThat(Latencies.bucket(0)).isZero();
        assertThat(Latencies.bucket(250_000)).isZero();
        assertThat(Latencies.bucket(250_001)).isEqualTo(1);
        assertThat(Latencies.bucket(10_000_000_000L)).isEqualTo(Latencies.BUCKETS - 2);
        assertThat(Latencies.bucket(10_000_000_001L)).isEqualTo(Latencies.BUCKETS - 1);
        assertThat(Latencies.bucket(Long.MAX_VALUE)).isEqualTo(Latencies.BUCKETS - 1);
    }

    @Test
    void quantilesLieWithinTheirBucket() {
        List<Long> counts = counts();
        counts.set(Latencies.bucket(1_800_000), 98L); // 1.5 to 2 ms
        counts.set(Latencies.bucket(60_000_000), 2L); // 50 to 75 ms

        assertThat(Latencies.quantile(counts, 0.5).getAsDouble()).isBetween(1.5, 2.0);
        assertThat(Latencies.quantile(counts, 0.99).getAsDouble()).isEqualTo(62.5);
        assertThat(Latencies.quantile(counts, 1).getAsDouble()).isEqualTo(75);
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        List<Long> counts = counts();
        assertThat(Latencies.quantile(counts, 0.5)).isEmpty();
        assertThat(Latencies.quantile(List.of(), 0.5)).isEmpty();

        counts.set(Latencies.BUCKETS - 1, 1L);
        assertThat(Latencies.quantile(counts, 0.5)).isEmpty();
    }

    private static List<Long> counts() {
        return new ArrayList<>(Collections.nCopies(Latencies.BUCKETS, 0L));
    }
}
