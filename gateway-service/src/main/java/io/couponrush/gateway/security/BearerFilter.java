package io.couponrush.gateway.security;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Turns {@code Authorization: Bearer …} into the caller. Does what Spring's {@code
 * AuthenticationWebFilter} with its bearer converter does, for a fifth of the operators: that pair
 * merges three possible places of a token, of which two are switched off.
 */
final class BearerFilter implements WebFilter {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN = 4096;

    private final VerifiedTokens tokens;
    private final ServerAuthenticationEntryPoint refuse;

    BearerFilter(VerifiedTokens tokens, ServerAuthenticationEntryPoint refuse) {
        this.tokens = tokens;
        this.refuse = refuse;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> values =
                exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.isEmpty()) {
            return chain.filter(exchange);
        }
        return verify(values)
                .onErrorResume(
                        AuthenticationException.class,
                        refused -> refuse.commence(exchange, refused).then(Mono.empty()))
                .flatMap(caller -> proceed(exchange, chain, caller));
    }

    static Mono<Void> proceed(
            ServerWebExchange exchange, WebFilterChain chain, UserAuthentication caller) {
        CurrentUser.set(exchange, caller);
        return chain.filter(exchange)
                .contextWrite(ReactiveSecurityContextHolder.withAuthentication(caller));
    }

    private Mono<UserAuthentication> verify(List<String> values) {
        String value = values.getFirst();
        if (values.size() > 1
                || !StringUtils.startsWithIgnoreCase(value, SCHEME)
                || value.length() > MAX_TOKEN) {
            return Mono.error(new InvalidBearerTokenException("one bearer token is expected"));
        }
        return tokens.verify(value.substring(SCHEME.length()));
    }
}
