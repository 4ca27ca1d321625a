package io.couponrush.worker;

import io.lettuce.core.resource.Delay;

import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What every part of the worker shares. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * By default a connection is tried again after up to 30 s: half of the time in which a gate
     * that was lost with Redis should be open again.
     */
    @Bean
    ClientResourcesBuilderCustomizer redisReconnect() {
        return resources ->
                resources.reconnectDelay(
                        Delay.exponential(
                                Duration.ofMillis(10),
                                Duration.ofSeconds(1),
                                2,
                                TimeUnit.MILLISECONDS));
    }
}
