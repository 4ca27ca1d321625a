package io.couponrush.gateway.forward;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bounds request bodies while they stream through, also those that don't tell their length. */
final class BodyCap implements GlobalFilter, Ordered {

    private final DataSize most;

    BodyCap(DataSize most) {
        this.most = most;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > most.toBytes()) {
            return Mono.error(new BodyTooLargeException(most));
        }
        return chain.filter(exchange.mutate().request(new Capped(request)).build());
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1; // within the translation of failures
    }

    private final class Capped extends ServerHttpRequestDecorator {

        Capped(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(
                    () -> {
                        long[] seen = {0};
                        return super.getBody()
                                .<DataBuffer>handle(
                                        (piece, sink) -> {
                                            seen[0] += piece.readableByteCount();
                                            if (seen[0] > most.toBytes()) {
                                                DataBufferUtils.release(piece);
                                                sink.error(new BodyTooLargeException(most));
                                            } else {
                                                sink.next(piece);
                                            }
                                        });
                    });
        }
    }
}
