package io.couponrush.gateway.live;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.kafka.Listening;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import java.time.Clock;
import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    /** Until all instances have told of a second, on a good day. */
    private static final Duration GATHERING = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(100);

    @Bean
    LiveViews liveViews(LiveProperties properties) {
        return new LiveViews(properties.maxViews());
    }

    @Bean
    PulseTail pulseTail(LiveViews views, KafkaProperties kafka, Clock clock) {
        return new PulseTail(views, Listening.consumers(kafka, "gateway-pulses"), clock);
    }

    @Bean
    Loop pulseTailLoop(PulseTail tail, GatewayMeters meters) {
        return new Loop("pulse-tail", TICK, tail::tail, meters);
    }

    @Bean
    Loop liveLoop(LiveViews views, Clock clock, GatewayMeters meters) {
        return new Loop(
                "live",
                TICK,
                _ -> views.tick(clock.instant().minus(GATHERING).getEpochSecond()),
                meters);
    }

    @Bean
    RouterFunction<ServerResponse> liveRoutes(
            LiveViews views, Catalogue catalogue, LiveProperties properties) {
        LiveHandler handler = new LiveHandler(views, catalogue, properties.maxAge());
        return RouterFunctions.route()
                .GET("/api/v3/admin/coupons/{couponId}/live", handler::live)
                .build();
    }
}
