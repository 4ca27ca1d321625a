package io.couponrush.gateway.health;

import io.couponrush.gateway.redis.RedisLink;
import io.lettuce.core.api.async.RedisAsyncCommands;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import reactor.core.publisher.Mono;

/** Whether Redis answers on the very connection that claims use. */
final class RedisHealthIndicator extends AbstractReactiveHealthIndicator {

    private final RedisLink redis;

    RedisHealthIndicator(RedisLink redis) {
        super("Redis did not answer");
        this.redis = redis;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder health) {
        return redis.read(RedisAsyncCommands::ping).map(_ -> health.up().build());
    }
}
