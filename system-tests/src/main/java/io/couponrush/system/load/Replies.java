package io.couponrush.system.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Puts the parts of a response together. */
final class Replies extends SimpleChannelInboundHandler<HttpObject> {

    private static final byte[] EMPTY = {};
    private static final int LARGEST = 1 << 20;

    private final Connection connection;
    private @Nullable HttpResponse head;
    private byte[] body = EMPTY;

    Replies(Connection connection) {
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            connection.broken("not HTTP: " + part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
            body = EMPTY;
        }
        if (part instanceof HttpContent content) {
            append(content.content());
        }
        if (part instanceof LastHttpContent && head != null) {
            HttpResponse response = head;
            head = null;
            connection.answered(
                    new Answer(response.status().code(), retryAfter(response), body),
                    HttpUtil.isKeepAlive(response));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.closed(context.channel(), "connection closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.closed(context.channel(), String.valueOf(cause.getMessage()));
    }

    private void append(ByteBuf content) {
        int length = content.readableBytes();
        if (length == 0) {
            return;
        }
        if (body.length + length > LARGEST) {
            throw new IllegalStateException("an answer of more than 1 MiB");
        }
        byte[] joined = new byte[body.length + length];
        System.arraycopy(body, 0, joined, 0, body.length);
        content.readBytes(joined, body.length, length);
        body = joined;
    }

    private static @Nullable Duration retryAfter(HttpResponse response) {
        String seconds = response.headers().get(HttpHeaderNames.RETRY_AFTER);
        try {
            return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
        } catch (NumberFormatException e) {
            return null; // a date: nobody here sends one
        }
    }
}
