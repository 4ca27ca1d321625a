package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.network.TcpProxy;
import io.couponrush.worker.issuing.Patience;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What the client really throws, on a real Redis. */
class RedisFaultsTest {

    private final int port = URI.create(LocalStack.shared().redis().uri()).getPort();
    private final TcpProxy way = TcpProxy.start("redis", () -> port);
    private final LettuceConnectionFactory direct = clientOf(port);
    private final LettuceConnectionFactory redis = clientOf(way.port());

    @AfterEach
    void close() {
        redis.destroy();
        direct.destroy();
        way.close();
    }

    /** The client hands on the system's own word for it, which is no exception of Redis's. */
    @Test
    void aConnectionThatIsResetUnderACommandIsNoClaimsFault() {
        CompletableFuture<Throwable> fault =
                CompletableFuture.supplyAsync(this::takeFromNothing).handle((_, thrown) -> thrown);
        Patience.await().until(this::isWaiting);

        way.reset();

        Throwable thrown = Objects.requireNonNull(fault.join());
        assertThat(NestedExceptionUtils.getMostSpecificCause(thrown))
                .isInstanceOf(IOException.class);
        assertThat(Faults.isInfrastructure(thrown)).isTrue();
    }

    private Object takeFromNothing() {
        try (RedisConnection connection = redis.getConnection()) {
            byte[] nothing = {'-'};
            return Objects.requireNonNull(connection.listCommands().bLPop(60, nothing));
        }
    }

    private boolean isWaiting() {
        try (RedisConnection connection = direct.getConnection()) {
            return Objects.requireNonNull(connection.serverCommands().getClientList()).stream()
                    .anyMatch(client -> "blpop".equals(client.getLastCommand()));
        }
    }

    private static LettuceConnectionFactory clientOf(int port) {
        LettuceConnectionFactory clients = new LettuceConnectionFactory("localhost", port);
        clients.start();
        return clients;
    }
}
