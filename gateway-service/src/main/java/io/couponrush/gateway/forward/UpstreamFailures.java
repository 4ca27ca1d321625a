package io.couponrush.gateway.forward;

import static io.couponrush.gateway.edge.ProblemCode.OVERLOADED;
import static io.couponrush.gateway.edge.ProblemCode.PAYLOAD_TOO_LARGE;
import static io.couponrush.gateway.edge.ProblemCode.UPSTREAM_TIMEOUT;
import static io.couponrush.gateway.edge.ProblemCode.UPSTREAM_UNAVAILABLE;

import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.Problem;
import io.couponrush.gateway.edge.ProblemCode;
import io.couponrush.gateway.edge.RetryAfter;
import io.netty.handler.timeout.ReadTimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells the caller what became of a request that the worker did not answer. */
final class UpstreamFailures implements GlobalFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(UpstreamFailures.class);

    private static final JsonReply TOO_LARGE =
            Problem.of(PAYLOAD_TOO_LARGE, "Send a smaller body.")
                    .reply()
                    // the rest of the body is not worth reading
                    .header(HttpHeaders.CONNECTION, "close");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorResume(failure -> answer(exchange, failure));
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure); // half an answer is out: only closing says that it is half
        }
        return switch (failure) {
            case BodyTooLargeException _ -> TOO_LARGE.write(exchange);
            case PoolAcquirePendingLimitException _ -> busy(exchange);
            case TimeoutException _ -> busy(exchange); // no connection became free in time
            case ReadTimeoutException _ ->
                    away(
                            exchange,
                            failure,
                            UPSTREAM_TIMEOUT,
                            "No answer in time. It may have been carried out: look before trying"
                                    + " again.");
            case IOException _ ->
                    away(exchange, failure, UPSTREAM_UNAVAILABLE, "Come back in a moment.");
            default -> Mono.error(failure);
        };
    }

    private static Mono<Void> busy(ServerWebExchange exchange) {
        return reply(exchange, OVERLOADED, "Too many at once. Come back in a moment.");
    }

    private static Mono<Void> away(
            ServerWebExchange exchange, Throwable failure, ProblemCode code, String detail) {
        log.warn("{}: {}", code, failure.toString());
        return reply(exchange, code, detail);
    }

    private static Mono<Void> reply(ServerWebExchange exchange, ProblemCode code, String detail) {
        return Problem.of(code, detail)
                .retryAfter(RetryAfter.seconds(1, 5))
                .reply()
                .write(exchange);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
