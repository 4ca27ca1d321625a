package io.couponrush.gateway.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.Instant;

/** Believes a header, for load tests that cannot mint tokens. Exists in profile load-test only. */
public final class LoadTestFilter implements WebFilter {

    /** Names the user; believed under that profile, and never passed on without it. */
    public static final String HEADER = "Commerce-User-Id";

    private static final Logger log = LoggerFactory.getLogger(LoadTestFilter.class);

    private final ServerAuthenticationEntryPoint refuse;

    LoadTestFilter(ServerAuthenticationEntryPoint refuse) {
        this.refuse = refuse;
        log.warn(
                "PROFILE load-test: anybody can be anybody. The header {} is believed without a"
                        + " token. Never run this where real users can reach it.",
                HEADER);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String user = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (user == null) {
            return chain.filter(exchange);
        }
        try {
            long userId = VerifiedTokens.userId(user);
            return BearerFilter.proceed(
                    exchange, chain, new UserAuthentication(userId, false, Instant.MAX));
        } catch (AuthenticationException e) {
            return refuse.commence(exchange, e);
        }
    }
}
