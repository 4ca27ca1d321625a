package io.couponrush.gateway.warmup;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;

import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

@Configuration(proxyBeanMethods = false)
class WarmupConfiguration {

    private static final Duration LOOK = Duration.ofSeconds(2);

    @Bean
    Loop warmupLoop(
            Catalogue catalogue,
            Gate gate,
            WarmupProperties properties,
            ReactiveWebServerApplicationContext server,
            GatewayMeters meters,
            Clock clock) {
        Rehearsal rehearsal =
                new Rehearsal(
                        gate,
                        () -> Objects.requireNonNull(server.getWebServer()).getPort(),
                        properties.rounds(),
                        meters);
        Warmup warmup = new Warmup(catalogue, rehearsal, properties.ahead(), clock);
        return new Loop("warmup", LOOK, warmup::round, meters);
    }
}
