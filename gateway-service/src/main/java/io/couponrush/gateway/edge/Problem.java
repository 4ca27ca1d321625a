package io.couponrush.gateway.edge;

import org.springframework.http.HttpHeaders;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RFC 9457 problem.
 *
 * @param code decides type, title and status
 * @param detail tells the caller what to do
 * @param retryAfterSeconds 0 for none, otherwise the Retry-After header; jitter it, see {@link
 *     RetryAfter}
 * @param members further members of the body, in order; values are what JSON knows
 */
public record Problem(
        ProblemCode code, String detail, int retryAfterSeconds, Map<String, Object> members) {

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, 0, Map.of());
    }

    public Problem retryAfter(int seconds) {
        return new Problem(code, detail, seconds, members);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(code, detail, retryAfterSeconds, more);
    }

    /** As UTF-8 JSON. */
    byte[] body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", code.type());
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("detail", detail);
        body.put("code", code.name());
        body.putAll(members);
        return Json.bytes(body);
    }

    /** The answer, ready to be returned from a handler or written by a filter. */
    public JsonReply reply() {
        JsonReply reply = JsonReply.problem(code.status(), body());
        return retryAfterSeconds == 0
                ? reply
                : reply.header(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }
}
