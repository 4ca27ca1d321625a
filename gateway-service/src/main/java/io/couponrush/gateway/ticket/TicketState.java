package io.couponrush.gateway.ticket;

/** Where an admitted claim stands. Read from Redis; nothing here knows how. */
public sealed interface TicketState {

    /** The ticket's place in the order of admissions, from 1. */
    long sequence();

    /**
     * Admitted, not settled.
     *
     * @param ahead admitted, unsettled claims before this one, from 0
     */
    record Queued(long sequence, long ahead) implements TicketState {}

    /** The row is committed. */
    record Issued(long sequence) implements TicketState {}

    /**
     * Will never be issued.
     *
     * @param reason a {@link io.couponrush.events.RejectionReason} name, or one of a later version
     */
    record Rejected(long sequence, String reason) implements TicketState {

        public Rejected {
            if (!reason.matches("[A-Z_]+")) {
                throw new IllegalArgumentException("not a rejection reason: '" + reason + "'");
            }
        }
    }

    /** Could not be processed; people are looking at it. */
    record Failed(long sequence) implements TicketState {}
}
