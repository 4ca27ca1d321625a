package io.couponrush.gateway.position;

import io.couponrush.gateway.ticket.TicketState;

import org.jspecify.annotations.Nullable;

/**
 * Names a ticket's state and position: equal if and only if those are, readable, and cheaper than a
 * hash of the body.
 */
final class TicketTag {

    private static final String WEAK = "W/";

    private TicketTag() {}

    /** The id of a stream's event. Without spaces or quotes. */
    static String of(TicketState state) {
        return switch (state) {
            case TicketState.Queued(long sequence, long ahead) -> sequence + "-Q" + ahead;
            case TicketState.Issued(long sequence) -> sequence + "-I";
            case TicketState.Rejected(long sequence, String reason) -> sequence + "-R-" + reason;
            case TicketState.Failed(long sequence) -> sequence + "-F";
        };
    }

    /**
     * A weak ETag, with its quotes. The estimate of the waiting time is left out: it moves with
     * every measurement, and a poll of a position that has not moved would never be answered 304.
     *
     * @param couponState is part of the same body
     */
    static String etag(TicketState state, String couponState) {
        return WEAK + '"' + of(state) + '-' + couponState + '"';
    }

    /**
     * Whether an If-None-Match header names the tag, by the weak comparison that goes with that
     * header (RFC 9110, 13.1.2).
     *
     * @param header null if there is none
     */
    static boolean matches(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        String wanted = opaque(etag);
        for (String candidate : header.split(",", -1)) {
            String tag = candidate.strip();
            if (tag.equals("*") || opaque(tag).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
