package io.couponrush.gateway.claim;

import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.PathIds;
import io.couponrush.gateway.edge.Problem;
import io.couponrush.gateway.edge.ProblemCode;
import io.couponrush.gateway.security.CurrentUser;
import io.couponrush.gateway.trace.ClaimTrace;
import io.couponrush.gateway.trace.ClaimTraces;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** {@code POST /api/v3/me/coupons/{couponId}/issue}. */
final class ClaimHandler {

    /** A claim has no body; some clients send an empty object. In bytes. */
    static final long MAX_BODY = 1_024;

    private static final JsonReply TOO_LARGE =
            Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A claim needs no body. Send none.")
                    .reply()
                    // the rest of the body is not worth reading
                    .header(HttpHeaders.CONNECTION, "close");

    private final Claims claims;
    private final ClaimReplies replies;
    private final ClaimTraces traces;

    ClaimHandler(Claims claims, ClaimReplies replies, ClaimTraces traces) {
        this.claims = claims;
        this.replies = replies;
        this.traces = traces;
    }

    Mono<ServerResponse> claim(ServerRequest request) {
        long couponId = PathIds.couponId(request);
        if (couponId == PathIds.INVALID) {
            return Mono.just(PathIds.invalidCouponId());
        }
        if (request.headers().contentLength().orElse(0) > MAX_BODY) {
            return Mono.just(TOO_LARGE);
        }
        ServerHttpRequest raw = request.exchange().getRequest();
        return raw.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)
                ? isTooLarge(raw)
                        .flatMap(large -> large ? Mono.just(TOO_LARGE) : claim(request, couponId))
                : claim(request, couponId);
    }

    /** Some clients announce chunks and send none, so only what comes can tell. */
    private static Mono<Boolean> isTooLarge(ServerHttpRequest request) {
        return request.getBody()
                .map(ClaimHandler::drop)
                .scan(0L, Long::sum)
                .any(bytes -> bytes > MAX_BODY);
    }

    private static long drop(DataBuffer piece) {
        long bytes = piece.readableByteCount();
        DataBufferUtils.release(piece);
        return bytes;
    }

    private Mono<ServerResponse> claim(ServerRequest request, long couponId) {
        long userId = CurrentUser.id(request);
        long begun = System.nanoTime();
        ClaimTrace trace = traces.of(request.exchange().getAttributes());
        if (trace.isRecorded()) {
            HttpServerRequest connected =
                    ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
            connected.withConnection(it -> it.channel().attr(Door.TRACE).set(trace));
        }
        // true: whoever hangs up cancels the waiting, never the claim
        return Mono.fromFuture(() -> claims.claim(couponId, userId, trace), true)
                .<ServerResponse>map(
                        outcome -> replies.reply(couponId, outcome, System.nanoTime() - begun))
                .doOnError(_ -> replies.failed(couponId, System.nanoTime() - begun));
    }
}
