package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.hibernate.exception.JDBCConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;

class FaultsTest {

    static Stream<RuntimeException> infrastructure() {
        return Stream.of(
                new CannotCreateTransactionException(
                        "no connection", new SQLTransientConnectionException("pool timed out")),
                new TransactionSystemException(
                        "commit", new JDBCConnectionException("gone", sql("08S01"))),
                new TransactionSystemException("deadlock", sql("40001")),
                new TransactionSystemException("no such column", sql("42S22")),
                new TransactionSystemException("read only", sql("HY000")),
                new QueryTimeoutException("redis", new RedisCommandTimeoutException("2 s")),
                new RedisSystemException("redis", new RedisConnectionException("refused")),
                new RedisSystemException("redis", refusal("LOADING Redis is loading")),
                new RedisSystemException("redis", refusal("READONLY You can't write")),
                new RedisSystemException("redis", refusal("OOM command not allowed")),
                new RedisSystemException(
                        "redis",
                        refusal(
                                "ERR Error running script (call to f_1): @user_script:42: -READONLY"
                                        + " You can't write against a read only replica.")),
                new RedisSystemException(
                        "redis",
                        refusal(
                                "ERR Error running script (call to f_1): @user_script:42: -MISCONF"
                                        + " Errors writing to the AOF file")),
                new CannotCreateTransactionException("no connection"),
                new TransactionTimedOutException("30 s"),
                new DataAccessResourceFailureException("away"),
                new KafkaException("send", new TimeoutException("5 s")),
                new KafkaException("send", new TopicAuthorizationException("results")));
    }

    static Stream<RuntimeException> unexpected() {
        return Stream.of(
                new NullPointerException(),
                new IllegalStateException("wrapped", new ArithmeticException()),
                new DataIntegrityViolationException("duplicate key", sql("23000")),
                new DataIntegrityViolationException(
                        "duplicate key", new BatchUpdateException("", "23000", new int[0])),
                new DataIntegrityViolationException("too long", sql("22001")),
                new TransactionSystemException(
                        "MySQL's check", new SQLException("", "HY000", 3819)),
                new RedisSystemException("redis", refusal("WRONGTYPE Operation against")),
                new RedisSystemException("redis", refusal("ERR user_script:3: bad")),
                new KafkaException("send", new RecordTooLargeException("2 MiB")));
    }

    @ParameterizedTest
    @MethodSource
    void infrastructure(RuntimeException trouble) {
        assertThat(Faults.isInfrastructure(trouble)).isTrue();
        assertThat(Isolation.isWorthRetrying(trouble)).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void unexpected(RuntimeException trouble) {
        assertThat(Faults.isInfrastructure(trouble)).isFalse();
        assertThat(Isolation.isWorthRetrying(trouble)).isTrue();
    }

    private static SQLException sql(String state) {
        return new SQLException("", state);
    }

    private static RedisCommandExecutionException refusal(String message) {
        return new RedisCommandExecutionException(message);
    }
}
