package io.couponrush.system.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

import java.net.URI;

/** A request without body, ready but for the line that says who asks. */
public final class RequestTemplate {

    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

    private final byte[] start;

    private RequestTemplate(String start) {
        this.start = start.getBytes(US_ASCII);
    }

    /** Asks for a path as the holder of a token. */
    public static RequestTemplate withToken(String method, URI server, String path) {
        return new RequestTemplate(lines(method, server, path) + "Authorization: Bearer ");
    }

    /** Asks for a stream of events as the holder of a token. */
    public static RequestTemplate stream(URI server, String path) {
        return new RequestTemplate(
                lines("GET", server, path).replace("application/json", "text/event-stream")
                        + "Authorization: Bearer ");
    }

    /** Asks under the header that only the profile {@code load-test} accepts. */
    public static RequestTemplate withUserId(String method, URI server, String path) {
        return new RequestTemplate(lines(method, server, path) + "Commerce-User-Id: ");
    }

    /**
     * The same, as long as one with a token: the header {@code X-Ballast} is read and ignored.
     *
     * @param ballast bytes more
     */
    public static RequestTemplate withUserId(String method, URI server, String path, int ballast) {
        return new RequestTemplate(
                lines(method, server, path)
                        + "X-Ballast: "
                        + "x".repeat(ballast)
                        + "\r\nCommerce-User-Id: ");
    }

    /** Asks as nobody in particular; {@code who} is then the name of the client. */
    public static RequestTemplate anonymous(String method, URI server, String path) {
        return new RequestTemplate(lines(method, server, path) + "User-Agent: ");
    }

    /**
     * @param who a token, a user id or a name, in ASCII
     */
    public void write(ByteBuf out, byte[] who) {
        out.writeBytes(start).writeBytes(who).writeBytes(END);
    }

    private static String lines(String method, URI server, String path) {
        String length = method.equals("GET") ? "" : "Content-Length: 0\r\n";
        return "%s %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: application/json\r\n%s"
                .formatted(method, path, server.getHost(), server.getPort(), length);
    }
}
