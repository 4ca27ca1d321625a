package io.couponrush.gateway.ticket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * A ticket as JSON shows it; the same body answers a claim, a poll and a stream. Written by hand:
 * every member is a number or an upper-case word, and this body is sent for every admitted claim.
 */
public final class TicketView {

    private TicketView() {}

    /**
     * The members position, ahead and etaSeconds are there only while QUEUED, reason only when
     * REJECTED.
     *
     * @param eta seconds until a queued claim is settled, null if nobody knows; ignored otherwise
     * @return UTF-8
     */
    public static byte[] json(long couponId, TicketState state, @Nullable Long eta) {
        return text(couponId, state, eta).getBytes(US_ASCII);
    }

    /**
     * The same, and how the coupon stands.
     *
     * @param couponState a word in upper case
     */
    public static byte[] json(
            long couponId, TicketState state, @Nullable Long eta, String couponState) {
        String ticket = text(couponId, state, eta);
        return (ticket.substring(0, ticket.length() - 1)
                        + ",\"couponState\":\""
                        + couponState
                        + "\"}")
                .getBytes(US_ASCII);
    }

    /** As {@link #json}; one line. */
    public static String text(long couponId, TicketState state, @Nullable Long eta) {
        StringBuilder json =
                new StringBuilder(128)
                        .append("{\"couponId\":")
                        .append(couponId)
                        .append(",\"state\":");
        switch (state) {
            case TicketState.Queued(long sequence, long ahead) ->
                    sequence(json.append("\"QUEUED\""), sequence)
                            .append(",\"position\":")
                            .append(ahead)
                            .append(",\"ahead\":")
                            .append(ahead)
                            .append(",\"etaSeconds\":")
                            .append(eta);
            case TicketState.Issued(long sequence) -> sequence(json.append("\"ISSUED\""), sequence);
            case TicketState.Rejected(long sequence, String reason) ->
                    sequence(json.append("\"REJECTED\""), sequence)
                            .append(",\"reason\":\"")
                            .append(reason)
                            .append('"');
            case TicketState.Failed(long sequence) -> sequence(json.append("\"FAILED\""), sequence);
        }
        return json.append('}').toString();
    }

    private static StringBuilder sequence(StringBuilder json, long sequence) {
        return json.append(",\"sequence\":").append(sequence);
    }
}
