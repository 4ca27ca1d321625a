package io.couponrush.gateway.position;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.kafka.Listening;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.RedisLink;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class PositionConfiguration {

    @Bean
    SettleRates settleRates(GateWatch watch) {
        return new SettleRates(watch, System::nanoTime);
    }

    @Bean
    TicketReader ticketReader(RedisLink redis, GatewayMeters meters) {
        return new TicketReader(redis, meters);
    }

    @Bean
    TicketReplies ticketReplies(Catalogue catalogue, Retention retention) {
        return new TicketReplies(catalogue, retention);
    }

    @Bean
    PositionHandler positionHandler(
            TicketReader tickets,
            SettleRates rates,
            GateWatch watch,
            Catalogue catalogue,
            TicketReplies replies) {
        return new PositionHandler(
                tickets, rates, watch, new ProgressPages(rates), catalogue, replies);
    }

    @Bean
    OpenStreams openStreams(StreamProperties properties, GatewayMeters meters) {
        return new OpenStreams(properties, meters);
    }

    @Bean
    StreamRounds streamRounds(
            OpenStreams streams, TicketReader tickets, StreamProperties properties) {
        return new StreamRounds(streams, tickets, properties);
    }

    @Bean
    Loop positionsLoop(StreamRounds rounds, StreamProperties properties, GatewayMeters meters) {
        return new Loop("positions", properties.refresh(), _ -> rounds.round(), meters);
    }

    /** Its pause is far longer than a stream needs from being granted to its first byte. */
    @Bean
    Loop sweepLoop(OpenStreams streams, GatewayMeters meters) {
        return new Loop("stream-sweep", Duration.ofMinutes(1), _ -> streams.sweep(), meters);
    }

    @Bean
    Loop resultsLoop(ResultsTail tail, GatewayMeters meters) {
        return new Loop("results", Duration.ofSeconds(1), tail::tail, meters);
    }

    @Bean
    ResultsTail resultsTail(OpenStreams streams, KafkaProperties kafka) {
        return new ResultsTail(streams, Listening.consumers(kafka, "gateway-results"));
    }

    @Bean
    StreamHandler streamHandler(
            OpenStreams streams,
            TicketReader tickets,
            TicketReplies replies,
            SettleRates rates,
            StreamProperties properties) {
        return new StreamHandler(streams, tickets, replies, rates, properties);
    }

    @Bean
    RouterFunction<ServerResponse> positionRoutes(
            PositionHandler handler, StreamHandler streamHandler) {
        return RouterFunctions.route()
                .GET("/api/v3/me/coupons/{couponId}/ticket", handler::ticket)
                .GET("/api/v3/me/coupons/{couponId}/ticket/stream", streamHandler::stream)
                .GET("/api/v3/coupons/{couponId}/progress", handler::progress)
                .build();
    }
}
