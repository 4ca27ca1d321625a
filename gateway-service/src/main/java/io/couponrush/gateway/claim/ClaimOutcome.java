package io.couponrush.gateway.claim;

import io.couponrush.gateway.ticket.TicketState;

import java.time.Instant;

/** What became of a claim, before anybody thinks of HTTP. */
sealed interface ClaimOutcome {

    /** Admitted, and the broker has the issue request: the promise of 202. */
    record Accepted(TicketState.Queued ticket) implements ClaimOutcome {}

    /** As {@link Accepted}; the user had the ticket before. */
    record AcceptedAgain(TicketState.Queued ticket) implements ClaimOutcome {}

    /** The user had a ticket before, and it needs no more work. */
    record Settled(TicketState ticket) implements ClaimOutcome {}

    record NotFound() implements ClaimOutcome {}

    /**
     * @param now by the clock that decided
     */
    record NotOpen(Instant opensAt, Instant now) implements ClaimOutcome {}

    record Closed() implements ClaimOutcome {}

    /** Closed for so long that Redis has forgotten who holds a ticket. */
    record Expired() implements ClaimOutcome {}

    record Paused() implements ClaimOutcome {}

    record SoldOut() implements ClaimOutcome {}

    /** Nobody could decide; the user may or may not hold a ticket now. */
    record Unavailable() implements ClaimOutcome {}

    /** Admitted, and nobody knows whether the broker has the issue request. */
    record Unconfirmed() implements ClaimOutcome {}

    /** Refused before anything was decided. */
    record Overloaded() implements ClaimOutcome {}
}
