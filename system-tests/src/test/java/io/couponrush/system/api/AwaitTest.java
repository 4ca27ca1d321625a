package io.couponrush.system.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class AwaitTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whoIsToldToComeBackDoes() {
        boolean held =
                Await.until(
                        () -> {
                            if (asked.incrementAndGet() < 3) {
                                throw new ApiException("GET /there", 503, "");
                            }
                            return true;
                        },
                        Duration.ofMinutes(1));

        assertThat(held).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void anyOtherAnswerIsOne() {
        assertThatThrownBy(() -> Await.until(this::isNowhere, Duration.ofMinutes(1)))
                .isInstanceOf(ApiException.class);
        assertThat(asked).hasValue(1);
    }

    private boolean isNowhere() {
        asked.incrementAndGet();
        throw new ApiException("GET /nowhere", 404, "");
    }
}
