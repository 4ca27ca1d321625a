package io.couponrush.gateway.claim;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.edge.ClaimPath;
import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.handoff.Handoff;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.pulse.CouponTally;
import io.couponrush.gateway.redis.RedisClock;
import io.couponrush.gateway.ticket.SettleRate;
import io.couponrush.gateway.trace.ClaimTraces;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class ClaimConfiguration {

    @Bean
    InFlight claimsInFlight(ClaimProperties properties) {
        return new InFlight(properties.maxInFlight());
    }

    @Bean
    OverloadFilter overloadFilter(InFlight inFlight, GatewayMeters meters, CouponTally tally) {
        return new OverloadFilter(inFlight, meters, tally);
    }

    @Bean
    Doorkeeper doorkeeper(
            InFlight inFlight,
            ClaimProperties properties,
            GatewayMeters meters,
            CouponTally tally) {
        Bound bound =
                new Bound(
                        properties.maxInFlight(),
                        properties.longestWait().toNanos(),
                        System.nanoTime());
        return new Doorkeeper(inFlight, bound, meters, tally);
    }

    /** As near to the wire as a request can be told from another. */
    @Bean
    NettyServerCustomizer door(Doorkeeper keeper) {
        return server ->
                server.doOnChannelInit(
                        (_, channel, _) ->
                                channel.pipeline()
                                        .addAfter(NettyPipeline.HttpCodec, null, new Door(keeper)));
    }

    @Bean
    ClaimDrain claimDrain(InFlight inFlight, ClaimProperties properties) {
        return new ClaimDrain(inFlight, properties.drainTimeout());
    }

    /** For answers that are late: its ticks are coarse, and adding to it costs next to nothing. */
    @Bean(destroyMethod = "stop")
    Timer claimTimer() {
        return new HashedWheelTimer(new DefaultThreadFactory("claim-timer", true));
    }

    @Bean
    Claims claims(
            Catalogue catalogue,
            Gate gate,
            Handoff handoff,
            InFlight inFlight,
            Timer claimTimer,
            ClaimProperties properties,
            Retention retention,
            RedisClock clock) {
        Repeats repeats = new Repeats(properties.repeatAfter());
        ClaimRoad road =
                new ClaimRoad(gate, handoff, inFlight, claimTimer, properties, retention, repeats);
        return new Claims(catalogue, gate, inFlight, road, properties.clockDoubt(), clock);
    }

    /** First in the list of routes: they are tried one by one, and this one is the hot one. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> claimRoutes(
            Claims claims,
            ObjectProvider<SettleRate> rate,
            GatewayMeters meters,
            CouponTally tally,
            ClaimTraces traces) {
        SettleRate known = rate.getIfAvailable(() -> (couponId, ahead) -> null);
        ClaimReplies replies = new ClaimReplies(known, meters, tally);
        ClaimHandler handler = new ClaimHandler(claims, replies, traces);
        return route().POST(ClaimPath.ROUTE, handler::claim).build();
    }
}
