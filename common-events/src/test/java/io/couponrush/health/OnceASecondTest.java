package io.couponrush.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class OnceASecondTest {

    /** The clock of the JVM may start anywhere, just before its end as well. */
    @Test
    void itIsDueAtFirstAndASecondLater() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        OnceASecond paced = new OnceASecond(now::get);

        assertThat(paced.isDue()).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(paced.isDue()).isFalse();
        now.incrementAndGet();
        assertThat(paced.isDue()).isTrue();
        assertThat(paced.isDue()).isFalse();
    }
}
