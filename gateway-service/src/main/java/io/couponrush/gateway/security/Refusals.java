package io.couponrush.gateway.security;

import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.Misrouted;
import io.couponrush.gateway.edge.Problem;
import io.couponrush.gateway.edge.ProblemCode;
import io.couponrush.gateway.edge.RetryAfter;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.util.Objects;

/** 401 and 403 as problems. What was wrong with a token is not told: it helps only forgers. */
final class Refusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final JsonReply NO_TOKEN =
            Problem.of(ProblemCode.UNAUTHENTICATED, "Sign in and send the token as Bearer.")
                    .reply()
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    private static final JsonReply BAD_TOKEN =
            Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            "The token is not valid or has expired. Sign in again.")
                    .reply()
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    private static final JsonReply FORBIDDEN =
            Problem.of(ProblemCode.FORBIDDEN, "This account may not do that.").reply();

    private final Misrouted misrouted;

    Refusals(Misrouted misrouted) {
        this.misrouted = misrouted;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refused) {
        return switch (refused) {
            case KeysUnavailableException _ ->
                    Problem.of(
                                    ProblemCode.UPSTREAM_UNAVAILABLE,
                                    "Tokens cannot be checked now. Come back in a moment.")
                            .retryAfter(RetryAfter.seconds(1, 5))
                            .reply()
                            .write(exchange);
            case InvalidBearerTokenException _ -> BAD_TOKEN.write(exchange);
            default -> refuse(exchange, NO_TOKEN);
        };
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return refuse(exchange, FORBIDDEN);
    }

    /** Who asks for what does not exist is told so, whoever they are. */
    private Mono<Void> refuse(ServerWebExchange exchange, JsonReply refusal) {
        return Objects.requireNonNullElse(misrouted.answer(exchange), refusal).write(exchange);
    }
}
