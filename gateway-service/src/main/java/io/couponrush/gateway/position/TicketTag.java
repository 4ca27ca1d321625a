package io.couponrush.gateway.position;

import io.couponrush.gateway.ticket.TicketState;

import org.jspecify.annotations.Nullable;

/**
 * Names a ticket's content: equal if and only if what is shown is equal, readable, and cheaper than
 * a hash of the body.
 */
final class TicketTag {

    private TicketTag() {}

    /** Of the state alone: the id of a stream's event. Without spaces or quotes. */
    static String of(TicketState state) {
        return switch (state) {
            case TicketState.Queued(long sequence, long ahead) -> sequence + "-Q" + ahead;
            case TicketState.Issued(long sequence) -> sequence + "-I";
            case TicketState.Rejected(long sequence, String reason) -> sequence + "-R-" + reason;
            case TicketState.Failed(long sequence) -> sequence + "-F";
        };
    }

    /** Of the whole body: a strong ETag, with its quotes. */
    static String etag(TicketState state, @Nullable Long eta) {
        return '"' + of(state) + (eta == null ? "" : "-E" + eta) + '"';
    }

    /**
     * Whether an If-None-Match header names the tag; a weak tag matches too (RFC 9110, 13.1.2).
     *
     * @param header null if there is none
     */
    static boolean matches(@Nullable String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",", -1)) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
