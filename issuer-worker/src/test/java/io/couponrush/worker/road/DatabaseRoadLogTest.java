package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseRoadLogTest {

    @Test
    @SuppressWarnings("NullAway") // no transaction begins, so nothing is asked of either
    void anOutageIsALineASecondAndNamesNobody(CapturedOutput output) {
        long begin = System.nanoTime();
        DatabaseRoad road = new DatabaseRoad(null, null, new NoTransaction(), Clock.systemUTC());

        for (long user = 123_450; user < 123_460; user++) {
            assertThat(road.issue(7, user)).isEqualTo(new RoadOutcome.Unavailable());
        }

        int seconds = (int) Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(output.getAll().split("claims for coupon 7 are not decided", -1).length - 1)
                .isBetween(1, 1 + seconds)
                .isLessThan(10);
        assertThat(output.getAll()).doesNotContain("12345");
    }

    private static final class NoTransaction implements TransactionOperations {

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            throw new DuplicateKeyException("Duplicate entry '7-123450' for key 'PRIMARY'");
        }
    }
}
