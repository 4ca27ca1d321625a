package io.couponrush.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.gate.Admission;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.localstack.LocalStack;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a gateway does about a Redis that is new, slow or gone. */
class RedisLinkTest {

    private static TestGateway gateway;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.start(
                        Map.of("rush.redis.queue", "500", "rush.redis.read-timeout", "1500ms"));
        link = gateway.bean(RedisLink.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aServerThatDoesNotKnowTheScriptLearnsIt() {
        TestGate gate = TestGate.open(2);
        gate.redis.scriptFlush();

        Gate gates = gateway.bean(Gate.class);
        assertThat(gates.decide(gate.couponId, 1, 1).join()).isInstanceOf(Admission.Admitted.class);
        assertThat(gates.decide(gate.couponId, 1, 2).join()).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aReadThatTakesTooLongFails() {
        LocalStack.shared().redis().freeze();
        try {
            assertThatThrownBy(() -> link.read(redis -> redis.get("x")).block(TestCatalogue.BOUND))
                    .isInstanceOf(RedisUnavailableException.class);
        } finally {
            LocalStack.shared().redis().thaw();
        }
    }

    /** The drill freeze-redis found whoever looked at a ticket waiting for ten seconds. */
    @Test
    void aReadByScriptIsNotGivenTheTimeOfAnAdmission() {
        LocalStack.shared().redis().freeze();
        try {
            assertThatThrownBy(
                            () ->
                                    link.read(
                                                    redis ->
                                                            redis.eval(
                                                                    "return 1",
                                                                    ScriptOutputType.INTEGER))
                                            .block(TestCatalogue.BOUND))
                    .isInstanceOf(RedisUnavailableException.class);
        } finally {
            LocalStack.shared().redis().thaw();
        }
    }

    /** On a link of its own, on which nobody asks for the time meanwhile. */
    @Test
    void noMoreCommandsWaitThanAllowed() {
        RedisLink alone =
                new RedisConfiguration()
                        .redisLink(
                                gateway.bean(ClientResources.class),
                                gateway.bean(RedisProperties.class),
                                new RedisClock(Clock.systemUTC()),
                                new GatewayMeters(new SimpleMeterRegistry()));
        alone.start();
        try {
            await().atMost(TestCatalogue.BOUND).until(alone::isConnected);
            LocalStack.shared().redis().freeze();
            // scripts, which time out long after the test has given up
            List<CompletableFuture<Object>> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < 600; i++) {
                    waiting.add(
                            alone.call(redis -> redis.eval("return 1", ScriptOutputType.INTEGER)));
                }
                await().atMost(TestCatalogue.BOUND).until(() -> failed(waiting) == 100);
            } finally {
                LocalStack.shared().redis().thaw();
            }
            await().atMost(TestCatalogue.BOUND)
                    .until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
            assertThat(failed(waiting)).isEqualTo(100);
        } finally {
            alone.stop();
        }
    }

    private static long failed(List<? extends CompletableFuture<?>> calls) {
        return calls.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    @Test
    void aLostConnectionFailsWhatIsUnderWayAtOnceAndIsOpenedAgain() {
        long connection = link.connectionNumber();
        LocalStack.shared().redis().freeze();
        CompletableFuture<List<String>> underWay = link.call(redis -> redis.time());
        LocalStack.shared().redis().kill();

        assertThatThrownBy(() -> underWay.join())
                .hasCauseInstanceOf(RedisUnavailableException.class);
        await().atMost(TestCatalogue.BOUND).until(() -> !link.isConnected());
        assertThatThrownBy(() -> link.call(redis -> redis.ping()).join())
                .hasCauseInstanceOf(RedisUnavailableException.class);

        LocalStack.shared().redis().restart();
        await().atMost(TestCatalogue.BOUND).until(link::isConnected);
        assertThat(link.connectionNumber()).isGreaterThan(connection);
        await().atMost(TestCatalogue.BOUND)
                .ignoreExceptions() // a read of this gateway may take too long
                .until(() -> "PONG".equals(link.call(redis -> redis.ping()).join()));
    }
}
