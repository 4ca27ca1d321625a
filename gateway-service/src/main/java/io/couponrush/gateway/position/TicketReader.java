package io.couponrush.gateway.position;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.LuaScript;
import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.gateway.redis.ScriptReply;
import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.keys.CouponKeys;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.stream.Stream;

/** Reads where users stand: exact, and of one instant for all that are asked for together. */
final class TicketReader {

    private static final LuaScript SCRIPT = LuaScript.load(TicketReader.class, "tickets.lua");
    private final RedisLink redis;
    private final GatewayMeters meters;

    TicketReader(RedisLink redis, GatewayMeters meters) {
        this.redis = redis;
        this.meters = meters;
    }

    /** Errors as {@link RedisLink#read} does. */
    Mono<TicketLookup> read(long couponId, long userId) {
        return read(couponId, List.of(userId)).map(List::getFirst);
    }

    /**
     * @param users a few hundred at most: Redis answers nobody else meanwhile
     * @return in the order of {@code users}
     */
    Mono<List<TicketLookup>> read(long couponId, List<Long> users) {
        CouponKeys keys = CouponKeys.of(couponId);
        String[] all = {
            keys.gate(), keys.tickets(), keys.pending(), keys.rejected(), keys.failed()
        };
        return redis.read(
                        (commands, runId) -> {
                            meters.ticketsRead(users.size());
                            return SCRIPT.run(commands, all, arguments(runId, users));
                        })
                .map(replies -> replies.stream().map(TicketReader::decode).toList());
    }

    private static String[] arguments(String runId, List<Long> users) {
        return Stream.concat(Stream.of(runId), users.stream().map(String::valueOf))
                .toArray(String[]::new);
    }

    private static TicketLookup decode(Object reply) {
        if (!(reply instanceof List<?> pairs)) {
            throw new IllegalStateException("not a list of replies: " + reply);
        }
        ScriptReply ticket = new ScriptReply(List.copyOf(pairs));
        return switch (ticket.outcome()) {
            case "NO_GATE" -> new TicketLookup.NoGate();
            case "NO_TICKET" -> new TicketLookup.NoTicket();
            case "QUEUED" ->
                    found(ticket, new TicketState.Queued(sequence(ticket), ticket.number("ahead")));
            case "ISSUED" -> found(ticket, new TicketState.Issued(sequence(ticket)));
            case "REJECTED" ->
                    found(
                            ticket,
                            new TicketState.Rejected(sequence(ticket), ticket.text("reason")));
            case "FAILED" -> found(ticket, new TicketState.Failed(sequence(ticket)));
            default -> throw ticket.unknown();
        };
    }

    private static long sequence(ScriptReply ticket) {
        return ticket.number("sequence");
    }

    private static TicketLookup found(ScriptReply ticket, TicketState state) {
        return new TicketLookup.Found(state, ticket.text("coupon"));
    }
}
