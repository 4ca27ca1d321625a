package io.couponrush.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import static java.time.temporal.ChronoUnit.MINUTES;

import io.couponrush.gateway.testing.MovableClock;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** Against a real Redis, whose clock is that of this machine. */
class RedisClockTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void beforeRedisWasHeardNobodyKnowsTheTime() {
        assertThat(new RedisClock(new MovableClock(Instant.EPOCH)).instant()).isNull();
    }

    @Test
    void aClockThatIsWrongAndThenSetIsCorrectedBothTimes() {
        MovableClock local = new MovableClock(Instant.now().minus(HOUR));
        RedisClock clock = new RedisClock(local);
        RedisLink link =
                new RedisLink(
                        RedisClient.create(),
                        RedisURI.create(TestServers.redis()),
                        clock,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2));
        link.start();
        try {
            await().atMost(TestCatalogue.BOUND).until(link::isConnected);
            assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, MINUTES));

            local.advance(HOUR.multipliedBy(2));
            await().atMost(TestCatalogue.BOUND)
                    .untilAsserted(
                            () -> {
                                link.askTheTime(); // what took too long tells nothing
                                assertThat(clock.instant())
                                        .isCloseTo(Instant.now(), within(1, MINUTES));
                            });
        } finally {
            link.stop();
        }
    }
}
