package io.couponrush.gateway.edge;

import static io.couponrush.gateway.edge.ProblemCode.ADMISSION_UNAVAILABLE;
import static io.couponrush.gateway.edge.ProblemCode.INTERNAL_ERROR;
import static io.couponrush.gateway.edge.ProblemCode.NOT_ACCEPTABLE;
import static io.couponrush.gateway.edge.ProblemCode.NOT_FOUND;
import static io.couponrush.gateway.edge.ProblemCode.PAYLOAD_TOO_LARGE;
import static io.couponrush.gateway.edge.ProblemCode.UNSUPPORTED_MEDIA_TYPE;
import static io.couponrush.gateway.edge.ProblemCode.VALIDATION_FAILED;

import io.couponrush.gateway.redis.RedisUnavailableException;
import io.couponrush.gateway.trace.ClaimTraces;
import io.couponrush.gateway.trace.TraceId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

import java.util.Objects;

/**
 * The last word on whatever no handler dealt with. Tells a stable code and what to do; never a
 * class, a message of a library or a stack trace.
 */
final class GatewayErrors implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(GatewayErrors.class);

    private static final ComeBack UNAVAILABLE =
            new ComeBack(Problem.of(ADMISSION_UNAVAILABLE, "Come back in a moment."), 1, 5);

    private final Misrouted misrouted;

    GatewayErrors(Misrouted misrouted) {
        this.misrouted = misrouted;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof AbortedException || AbortedException.isConnectionReset(failure)) {
            return Mono.empty(); // nobody is there to be told
        }
        return reply(exchange, failure).write(exchange);
    }

    private JsonReply reply(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case RedisUnavailableException _ -> UNAVAILABLE.reply();
            case DataBufferLimitException _ -> tooLarge();
            case ResponseStatusException refused -> refused(exchange, refused);
            default -> broken(exchange, failure);
        };
    }

    private JsonReply refused(ServerWebExchange exchange, ResponseStatusException refused) {
        return switch (refused.getStatusCode().value()) {
            case 404, 405 ->
                    Objects.requireNonNullElseGet(
                            misrouted.answer(exchange),
                            () -> Problem.of(NOT_FOUND, "There is nothing here.").reply());
            case 406 ->
                    Problem.of(NOT_ACCEPTABLE, "Accept what the route gives, or leave Accept out.")
                            .reply();
            case 413 -> tooLarge();
            case 415 ->
                    Problem.of(UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8.").reply();
            default ->
                    refused.getStatusCode().is4xxClientError()
                            ? Problem.of(VALIDATION_FAILED, "The request cannot be read.").reply()
                            : broken(exchange, refused);
        };
    }

    private static JsonReply tooLarge() {
        return Problem.of(PAYLOAD_TOO_LARGE, "Send less.").reply();
    }

    private static JsonReply broken(ServerWebExchange exchange, Throwable failure) {
        try (TraceId _ = TraceId.beside(ClaimTraces.id(exchange.getAttributes()))) {
            log.error(
                    "{} {} broke",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure);
        }
        return Problem.of(INTERNAL_ERROR, "It is not your fault. Try again later.").reply();
    }
}
