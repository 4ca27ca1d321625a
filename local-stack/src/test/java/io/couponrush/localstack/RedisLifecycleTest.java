package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

class RedisLifecycleTest {

    private static final int WRITES = 5_000;

    private final RedisPart redis = LocalStack.shared().up().redis();
    private final String key = "lifecycle-" + UUID.randomUUID();
    private final RedisClient client = RedisClient.create();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void keepsWhatItAcknowledgedOverKillAndForgetsItWhenWiped() {
        String uri = redis.uri();
        try (StatefulRedisConnection<String, String> connection = connect()) {
            for (int write = 0; write < WRITES; write++) {
                connection.sync().rpush(key, "value");
            }
        }

        awaitAppended();
        redis.kill();
        assertThatThrownBy(() -> ask(RedisCommands::ping))
                .isInstanceOf(RedisConnectionException.class);
        redis.restart();
        Long kept = ask(commands -> commands.llen(key));
        assertThat(kept).isEqualTo(WRITES);

        redis.restartWiped();
        Long left = ask(RedisCommands::dbsize);
        assertThat(left).isZero();
        assertThat(redis.uri()).isEqualTo(uri);
    }

    @Test
    void tellsThatItHasEnded() {
        CompletableFuture<String> end = redis.ended();
        assertThat(end).isNotDone();

        redis.kill();

        assertThat(end)
                .succeedsWithin(Duration.ofSeconds(10))
                .asString()
                .startsWith("Redis ended with exit code 137; see ");
        redis.restart();
        assertThat(redis.ended()).isNotDone();
    }

    @Test
    void frozenItDoesNotAnswerAndThawedItDoes() {
        try (StatefulRedisConnection<String, String> connection = connect()) {
            connection.setTimeout(Duration.ofMillis(500));
            redis.freeze();
            assertThatThrownBy(() -> connection.sync().ping())
                    .isInstanceOf(RedisCommandTimeoutException.class);
            redis.thaw();
            connection.setTimeout(Duration.ofMinutes(1));
            assertThat(connection.sync().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void refusesToStartWithATornFileInsteadOfLosingItsEnd() throws Exception {
        ask(commands -> commands.rpush(key, "one", "two", "three"));
        redis.stop();
        Path file = Path.of(redis.log()).resolveSibling("data").resolve("appendonly.aof");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 5);
        }

        assertThatThrownBy(redis::restart)
                .isInstanceOfSatisfying(
                        PartFailedException.class,
                        failed -> {
                            assertThat(failed.part()).isEqualTo(PartName.REDIS);
                            assertThat(failed)
                                    .hasMessageContaining("its data is damaged")
                                    .hasMessageContaining("start it wiped");
                        });
        redis.restartWiped();
        Long left = ask(RedisCommands::dbsize);
        assertThat(left).isZero();
    }

    @Test
    void forgetsWhatCameAfterAMarkAndNoMore() {
        ask(commands -> commands.rpush(key, "one", "two"));
        // a script is written as one transaction, which must stay whole
        String script =
                "redis.call('RPUSH', KEYS[1], 'three') redis.call('RPUSH', KEYS[1], 'four')";
        ask(commands -> commands.eval(script, ScriptOutputType.STATUS, key));
        awaitAppended();
        long mark = redis.mark();
        ask(commands -> commands.rpush(key, "five"));
        ask(commands -> commands.eval(script, ScriptOutputType.STATUS, key));

        awaitAppended();
        long lost = redis.restartFrom(mark);

        List<String> left = ask(commands -> commands.lrange(key, 0, -1));
        assertThat(left).containsExactly("one", "two", "three", "four");
        assertThat(lost).isPositive();
        // one byte earlier, the script is gone as a whole
        redis.restartFrom(mark - 1);
        List<String> less = ask(commands -> commands.lrange(key, 0, -1));
        assertThat(less).containsExactly("one", "two");
    }

    /** What is acknowledged may wait for a slow disk for up to two seconds before it is written. */
    private void awaitAppended() {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                ask(commands -> commands.info("persistence"))
                                        .contains("aof_buffer_length:0"));
    }

    private <T> T ask(Function<RedisCommands<String, String>, T> question) {
        try (StatefulRedisConnection<String, String> connection = connect()) {
            return question.apply(connection.sync());
        }
    }

    private StatefulRedisConnection<String, String> connect() {
        return client.connect(RedisURI.create(redis.uri()));
    }
}
