package io.couponrush.gateway.edge;

import java.util.Locale;

/** The stable codes of problem answers. A name is public API: clients branch on it. */
public enum ProblemCode {
    VALIDATION_FAILED(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "No such page"),
    COUPON_NOT_FOUND(404, "No such coupon"),
    TICKET_NOT_FOUND(404, "No ticket"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    NOT_OPEN(409, "Not open yet"),
    SOLD_OUT(409, "Sold out"),
    CLOSED(410, "Closed"),
    TICKET_EXPIRED(410, "The tickets have expired"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    RATE_LIMITED(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something broke"),
    PAUSED(503, "Paused"),
    ADMISSION_UNAVAILABLE(503, "Admission cannot be decided now"),
    HANDOFF_UNCONFIRMED(503, "The claim is not confirmed yet"),
    OVERLOADED(503, "Too busy"),
    UPSTREAM_UNAVAILABLE(503, "A part of the shop is away"),
    UPSTREAM_TIMEOUT(504, "A part of the shop is slow");

    private static final String PREFIX = "urn:coupon-rush:problem:";

    private final int status;
    private final String title;
    private final String type;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
        this.type = PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    /** For people; may change. */
    public String title() {
        return title;
    }

    /** The URI of RFC 9457's {@code type}. */
    public String type() {
        return type;
    }
}
