package io.couponrush.gateway.position;

import io.couponrush.gateway.ticket.TicketState;

/** What asking for a ticket can bring. */
sealed interface TicketLookup {

    /**
     * There it is.
     *
     * @param couponState OPEN, PAUSED or CLOSED; closed by the clock, too
     */
    record Found(TicketState state, String couponState) implements TicketLookup {}

    /** The user was never admitted. */
    record NoTicket() implements TicketLookup {}

    /** Redis knows neither ticket nor gate: after a loss nobody can tell who holds a ticket. */
    record NoGate() implements TicketLookup {}
}
