package io.couponrush.gateway.gate;

import io.couponrush.gateway.ticket.TicketState;

import java.time.Instant;

/** What the gate decided about one claim. */
public sealed interface Admission {

    /** The user has a ticket that is not settled, so the issue request must be on its way. */
    sealed interface Waiting extends Admission {

        TicketState.Queued ticket();

        /** The generation of the gate, from 1. */
        long epoch();

        /** When Redis decided, by its clock. */
        Instant decidedAt();
    }

    /** A new ticket. */
    record Admitted(TicketState.Queued ticket, long epoch, Instant decidedAt) implements Waiting {}

    /** The user had this ticket before; {@code decidedAt} is now, the first time is not kept. */
    record Again(TicketState.Queued ticket, long epoch, Instant decidedAt) implements Waiting {}

    /** The user had a ticket before, and it needs no more work. */
    record Settled(TicketState ticket) implements Admission {}

    /** Nobody without a ticket is admitted any more; what a gateway may remember. */
    sealed interface Over extends Admission {}

    record Closed() implements Over {}

    record SoldOut() implements Over {}

    record NotOpen(Instant opensAt, Instant now) implements Admission {}

    record Paused() implements Admission {}

    /** Redis has no gate for the coupon, or half of one: nobody can be admitted (P7). */
    record NoGate() implements Admission {}
}
