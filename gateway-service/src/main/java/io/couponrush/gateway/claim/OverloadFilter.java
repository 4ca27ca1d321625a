package io.couponrush.gateway.claim;

import io.couponrush.gateway.edge.ClaimPath;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.pulse.CouponTally;

import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/** Turns claims away before a token is verified for them, while there are too many. */
final class OverloadFilter implements WebFilter, Ordered {

    /** Before Spring Security's −100. */
    private static final int ORDER = -200;

    private final InFlight inFlight;
    private final GatewayMeters meters;
    private final CouponTally tally;

    OverloadFilter(InFlight inFlight, GatewayMeters meters, CouponTally tally) {
        this.inFlight = inFlight;
        this.meters = meters;
        this.tally = tally;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (inFlight.isFull() && isClaim(exchange.getRequest())) {
            meters.claim(GatewayMeters.Answer.OVERLOADED);
            tally.refused(exchange.getRequest().getPath().value());
            return ClaimReplies.OVERLOADED.reply().write(exchange);
        }
        return chain.filter(exchange);
    }

    private static boolean isClaim(ServerHttpRequest request) {
        return HttpMethod.POST.equals(request.getMethod())
                && ClaimPath.matches(request.getPath().value());
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
