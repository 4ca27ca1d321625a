package io.couponrush.gateway.edge;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.util.Arrays;

/**
 * An answer whose bytes are known: written as they are, without the search for a message writer
 * that {@code ServerResponse.bodyValue} makes for every answer. Immutable, so one that always reads
 * the same can be kept and sent many times.
 */
public final class JsonReply implements ServerResponse {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final HttpStatusCode status;
    private final String[] headers; // name, value, name, value
    private final byte[] body;

    private JsonReply(HttpStatusCode status, String[] headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The array is not copied: it must not change any more. */
    public static JsonReply json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    /** As {@link #json}, for a problem. */
    public static JsonReply problem(int status, byte[] body) {
        return of(status, PROBLEM, body);
    }

    /** An answer without a body, such as 304. */
    public static JsonReply empty(int status) {
        return new JsonReply(HttpStatusCode.valueOf(status), new String[0], new byte[0]);
    }

    private static JsonReply of(int status, String contentType, byte[] body) {
        String[] headers = {
            HttpHeaders.CONTENT_TYPE,
            contentType,
            HttpHeaders.CONTENT_LENGTH,
            Integer.toString(body.length)
        };
        return new JsonReply(HttpStatusCode.valueOf(status), headers, body);
    }

    /** The same answer with one header more; a header of that name that is there is replaced. */
    public JsonReply header(String name, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return new JsonReply(status, more, body);
    }

    /** For filters and error handlers, which have no handler result to return. */
    public Mono<Void> write(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (!response.setStatusCode(status)) {
            return Mono.empty(); // already on its way with another status
        }
        fill(response.getHeaders());
        if (body.length == 0) {
            return response.setComplete();
        }
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        return write(exchange);
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders all = new HttpHeaders();
        fill(all);
        return all;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    /** With the headers that filters add to every answer. */
    ReadyResponse ready() {
        HttpHeaders all = headers();
        SecurityHeaders.EACH.forEach(all::set);
        return new ReadyResponse(status.value(), all, body);
    }

    private void fill(HttpHeaders target) {
        for (int i = 0; i < headers.length; i += 2) {
            target.set(headers[i], headers[i + 1]);
        }
    }
}
