package io.couponrush.gateway.edge;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.util.Objects;
import java.util.Set;

/**
 * What Spring Security's firewall throws out: unusual methods, encoded slashes, dots in a path and
 * the like.
 */
final class RejectedRequests implements ServerExchangeRejectedHandler {

    private static final JsonReply NEVER_VALID =
            Problem.of(ProblemCode.VALIDATION_FAILED, "Such a request is never valid here.")
                    .reply();

    /** What the firewall lets through; another method is all that it has against a request. */
    private static final Set<HttpMethod> USUAL =
            Set.of(GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE);

    private final Misrouted misrouted;

    RejectedRequests(Misrouted misrouted) {
        this.misrouted = misrouted;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        JsonReply reply =
                USUAL.contains(exchange.getRequest().getMethod())
                        ? NEVER_VALID
                        : Objects.requireNonNullElse(misrouted.answer(exchange), NEVER_VALID);
        return reply.write(exchange);
    }
}
