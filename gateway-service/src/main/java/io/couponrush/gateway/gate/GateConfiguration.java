package io.couponrush.gateway.gate;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.RedisLink;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    private static final Logger log = LoggerFactory.getLogger(GateConfiguration.class);

    @Bean
    RedisGate redisGate(RedisLink link, GatewayMeters meters) {
        return new RedisGate(link, meters);
    }

    @Bean
    Watch gateWatch(
            RedisGate redis,
            GateProperties properties,
            ObjectProvider<GateWatch.Observer> observers) {
        return new Watch(redis, properties, observers, System::nanoTime);
    }

    /** Ends before Redis does: singletons go in the reverse order of their creation. */
    @Bean(destroyMethod = "dispose")
    Disposable gateRefresher(Watch watch, GateProperties properties) {
        return Flux.interval(properties.refreshEvery())
                .onBackpressureDrop()
                .doOnNext(round -> watch.refresh())
                .doOnError(failure -> log.error("a round of reading the gates failed", failure))
                .retry()
                .subscribe();
    }

    @Bean
    Gate gate(RedisGate redis, Watch watch, GatewayMeters meters) {
        return new Gate(redis, watch, meters);
    }
}
