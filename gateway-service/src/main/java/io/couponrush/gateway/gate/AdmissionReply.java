package io.couponrush.gateway.gate;

import static java.time.Instant.ofEpochMilli;

import io.couponrush.gateway.gate.Admission.Admitted;
import io.couponrush.gateway.gate.Admission.Again;
import io.couponrush.gateway.gate.Admission.Closed;
import io.couponrush.gateway.gate.Admission.NoGate;
import io.couponrush.gateway.gate.Admission.NotOpen;
import io.couponrush.gateway.gate.Admission.Paused;
import io.couponrush.gateway.gate.Admission.Settled;
import io.couponrush.gateway.gate.Admission.SoldOut;
import io.couponrush.gateway.redis.ScriptReply;
import io.couponrush.gateway.ticket.TicketState;

import java.time.Instant;
import java.util.List;

/** Reads the reply of {@code admission.lua}; its head says what there can be. */
final class AdmissionReply {

    private AdmissionReply() {}

    /**
     * @throws IllegalStateException if the reply is not one of the script's
     */
    static Admission decode(List<Object> items) {
        ScriptReply reply = new ScriptReply(items);
        return switch (reply.outcome()) {
            case "ADMITTED" -> new Admitted(queued(reply), reply.number("epoch"), now(reply));
            case "QUEUED" -> new Again(queued(reply), reply.number("epoch"), now(reply));
            case "ISSUED" -> new Settled(new TicketState.Issued(reply.number("sequence")));
            case "REJECTED" ->
                    new Settled(
                            new TicketState.Rejected(
                                    reply.number("sequence"), reply.text("reason")));
            case "FAILED" -> new Settled(new TicketState.Failed(reply.number("sequence")));
            case "NOT_OPEN" -> new NotOpen(ofEpochMilli(reply.number("opens")), now(reply));
            case "CLOSED" -> new Closed();
            case "PAUSED" -> new Paused();
            case "SOLD_OUT" -> new SoldOut();
            case "NO_GATE" -> new NoGate();
            default -> throw reply.unknown();
        };
    }

    private static TicketState.Queued queued(ScriptReply reply) {
        return new TicketState.Queued(reply.number("sequence"), reply.number("ahead"));
    }

    private static Instant now(ScriptReply reply) {
        return ofEpochMilli(reply.number("now"));
    }
}
