package io.couponrush.worker.issue.domain;

import java.time.Instant;

/** What a user has of a coupon. */
public sealed interface Held {

    /**
     * A row.
     *
     * @param issuedAt the time written in it
     * @param ticketed whether it came through the gate, with a ticket
     */
    record Row(Instant issuedAt, boolean ticketed) implements Held {}

    /**
     * A claim whose slot went to somebody else: it must never become a row, however often its issue
     * request comes.
     *
     * @param sequence of the ticket; another claim of the user's is not meant
     */
    record Discarded(long sequence, Instant at) implements Held {}
}
