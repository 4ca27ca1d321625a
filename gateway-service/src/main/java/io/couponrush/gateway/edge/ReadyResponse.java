package io.couponrush.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

import org.springframework.http.HttpHeaders;

/** An answer as Netty's codec takes it, its bytes and headers shared by all who are sent it. */
final class ReadyResponse {

    private final HttpResponseStatus status;
    private final DefaultHttpHeaders headers = new DefaultHttpHeaders();
    private final ByteBuf body;

    ReadyResponse(int status, HttpHeaders headers, byte[] body) {
        this.status = HttpResponseStatus.valueOf(status);
        headers.forEach(
                (name, values) ->
                        values.forEach(
                                value ->
                                        this.headers.add(
                                                AsciiString.cached(name),
                                                AsciiString.cached(value))));
        ByteBuf direct = Unpooled.directBuffer(body.length).writeBytes(body);
        this.body = Unpooled.unreleasableBuffer(direct.asReadOnly());
    }

    /** Must not be changed, but for its reference count. */
    FullHttpResponse response() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, body.duplicate(), headers, EmptyHttpHeaders.INSTANCE);
    }
}
