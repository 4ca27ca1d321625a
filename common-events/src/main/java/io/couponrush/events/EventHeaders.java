package io.couponrush.events;

/**
 * Record headers, all UTF-8 text. Type and version say how to read the value; the rest lets a
 * reader route, or blame a poison record on a claim, without reading the value.
 */
public final class EventHeaders {

    /** A stable name such as {@code coupon.issue-requested}; never a class name. */
    public static final String TYPE = "event-type";

    /** A decimal number, from 1. */
    public static final String VERSION = "event-version";

    /** A decimal number; on every event. */
    public static final String COUPON_ID = "coupon-id";

    /** A decimal number; on every event that belongs to a claim. */
    public static final String SEQUENCE = "sequence";

    /**
     * Optional: the W3C trace context of whoever sent the event. No reader may need it, and none
     * may refuse a record for what stands there.
     */
    public static final String TRACE_PARENT = "traceparent";

    private EventHeaders() {}
}
