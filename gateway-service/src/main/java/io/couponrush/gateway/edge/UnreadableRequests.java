package io.couponrush.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import org.jspecify.annotations.Nullable;

/**
 * A request that cannot even be parsed never reaches Spring: Reactor Netty answers it with an empty
 * body and closes. Here that answer becomes a problem like all others.
 */
@ChannelHandler.Sharable
final class UnreadableRequests extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Problem problem =
                message instanceof FullHttpResponse empty && !empty.content().isReadable()
                        ? problem(empty.status().code())
                        : null;
        if (problem == null) {
            var _ = context.write(message, promise);
            return;
        }
        ((FullHttpResponse) message).release();
        var _ = context.write(response(problem), promise);
    }

    private static @Nullable Problem problem(int status) {
        return switch (status) {
            case 400 ->
                    Problem.of(ProblemCode.VALIDATION_FAILED, "This is not a request of HTTP/1.1.");
            case 414 -> Problem.of(ProblemCode.URI_TOO_LONG, "Ask with a shorter address.");
            case 431 -> Problem.of(ProblemCode.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
            default -> null;
        };
    }

    private static FullHttpResponse response(Problem problem) {
        byte[] body = problem.body();
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(problem.code().status()),
                        Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        SecurityHeaders.EACH.forEach(response.headers()::set);
        return response;
    }
}
