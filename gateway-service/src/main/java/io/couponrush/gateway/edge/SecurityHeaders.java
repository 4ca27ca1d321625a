package io.couponrush.gateway.edge;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.util.Map;

/**
 * Headers that every answer carries, refusals and those of the worker included. Three of them,
 * because every byte here is sent a million times: nothing of the API may be run, framed, embedded
 * or guessed to be of another type. No CORS header is ever sent, which denies other origins.
 */
final class SecurityHeaders implements WebFilter, Ordered {

    static final Map<String, String> EACH =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                    "Referrer-Policy", "no-referrer");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        EACH.forEach(exchange.getResponse().getHeaders()::set);
        return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
