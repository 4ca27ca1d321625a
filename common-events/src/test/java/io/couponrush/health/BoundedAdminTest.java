package io.couponrush.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

class BoundedAdminTest {

    /** Less than Kafka's own minute, and time enough for a machine that has much to do. */
    private static final int LONG_SECONDS = 40;

    private static final Map<String, Object> NOBODY = Map.of("bootstrap.servers", "localhost:1");

    @Test
    void aCallThatNobodyAnswersEndsByItself() {
        try (BoundedAdmin admin = new BoundedAdmin(NOBODY, Duration.ofMillis(100))) {
            KafkaFuture<Set<String>> names = admin.get().listTopics().names();

            assertThatThrownBy(() -> names.get(LONG_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void thereIsOneClient() {
        try (BoundedAdmin admin = new BoundedAdmin(NOBODY, Duration.ofSeconds(1))) {
            assertThat(admin.get()).isSameAs(admin.get());
        }
    }
}
