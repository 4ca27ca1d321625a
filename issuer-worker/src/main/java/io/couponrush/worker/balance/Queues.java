package io.couponrush.worker.balance;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;

import java.util.List;
import java.util.stream.Stream;

/** Reads who waits. */
final class Queues {

    private final LuaScript readQueue = LuaScript.besides(Queues.class, "read-queue.lua");
    private final StringRedisTemplate redis;
    private final Expiry expiry;

    Queues(StringRedisTemplate redis, Expiry expiry) {
        this.redis = redis;
        this.expiry = expiry;
    }

    BooksOutcome queue(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                readQueue.run(
                        redis, List.of(keys.gate(), keys.pending()), Integer.toString(Queue.SHOWN));
        return switch (reply.outcome()) {
            case "READ" ->
                    new Queue(
                            reply.number("pending"),
                            places(reply.text("head")),
                            places(reply.text("tail")));
            case "MISSING" -> expiry.gateless(couponId);
            default -> throw reply.unknown();
        };
    }

    private static List<Queue.Place> places(String text) {
        return text.isEmpty() ? List.of() : Stream.of(text.split(",")).map(Queues::place).toList();
    }

    private static Queue.Place place(String text) {
        int colon = text.indexOf(':');
        return new Queue.Place(
                Long.parseLong(text.substring(0, colon)),
                Long.parseLong(text.substring(colon + 1)));
    }
}
