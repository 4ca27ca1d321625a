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
        Warmup[] warmup = new Warmup[1];
        return new Loop(
                "warmup",
                LOOK,
                loop -> {
                    if (warmup[0] == null) {
                        Rehearsal rehearsal =
                                new Rehearsal(
                                        gate,
                                        new RehearsedToken(),
                                        () ->
                                                Objects.requireNonNull(server.getWebServer())
                                                        .getPort(),
                                        properties.rounds(),
                                        meters);
                        warmup[0] = new Warmup(catalogue, rehearsal, properties.ahead(), clock);
                    }
                    warmup[0].round(loop);
                },
                meters);
    }
}
