package io.couponrush.system.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One ticket stream as a client reads it. Used by the client's thread. */
final class OpenStream extends SimpleChannelInboundHandler<HttpObject> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;

    private final OpenStreams all;
    private final StringBuilder text = new StringBuilder();
    private long ahead;
    private long awaited = -1;
    private boolean begun;
    private boolean ended;

    OpenStream(OpenStreams all) {
        this.all = all;
    }

    /** From now on until it is told: the place that so many more settled claims lead to. */
    void await(long settled) {
        awaited = ahead - settled;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response && response.status().code() != OK) {
            all.failed("a stream was answered " + response.status());
        }
        if (part instanceof HttpContent content) {
            text.append(content.content().toString(UTF_8));
            for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                event(text.substring(0, end));
                text.delete(0, end + 2);
            }
        }
    }

    private void event(String lines) {
        int data = lines.indexOf("data:");
        if (data < 0) {
            return; // a heartbeat
        }
        JsonNode ticket =
                JSON.readTree(lines.substring(data + "data:".length()).lines().toList().getFirst());
        if (!ticket.required("state").asString().equals("QUEUED")) {
            ended = true;
            all.ended(ticket.required("state").asString());
            return;
        }
        ahead = ticket.required("ahead").asLong();
        if (!begun) {
            begun = true;
            all.begun();
        }
        if (awaited >= 0 && ahead <= awaited) {
            awaited = -1;
            all.told();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!ended) {
            all.failed("a stream was cut");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        all.failed(cause.toString());
        var _ = context.close();
    }
}
