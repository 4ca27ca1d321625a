package io.couponrush.gateway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.util.Map;

@ExtendWith(OutputCaptureExtension.class)
class ProductionGuardTest {

    @Test
    void aRedisWithoutAPasswordIsNotForPeople(CapturedOutput output) {
        start("redis://localhost:6379", "prod");

        assertThat(output)
                .contains("RUSH_REDIS_URI holds no password")
                .contains("openssl rand -hex 24");
    }

    @Test
    void norIsOneWhosePasswordIsInEveryExample(CapturedOutput output) {
        start("redis://:redis-password-2026@localhost:6379", "prod");

        assertThat(output).contains("RUSH_REDIS_URI holds a password that can be guessed");
        assertThat(output.toString()).doesNotContain("redis-password-2026");
    }

    @Test
    void norIsAProfileThatBelievesWhoeverAsks(CapturedOutput output) {
        start("redis://:7d0e1a6b9c3f5e2d8a4b@localhost:6379", "prod,load-test");

        assertThat(output).contains("a profile for tests is active beside it");
    }

    private static void start(String redis, String profiles) {
        assertThatThrownBy(
                        () ->
                                TestGateway.startUnready(
                                        Map.of(
                                                "spring.data.redis.url",
                                                redis,
                                                "rush.redis.url",
                                                redis,
                                                "logging.structured.format.console",
                                                "", // else that of all tests after this one
                                                "spring.profiles.active",
                                                profiles)))
                .isInstanceOf(UnfitForPeopleException.class);
    }
}
