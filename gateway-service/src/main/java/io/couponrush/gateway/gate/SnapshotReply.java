package io.couponrush.gateway.gate;

import io.couponrush.gateway.redis.ScriptReply;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Reads the reply of {@code snapshot.lua}. */
final class SnapshotReply {

    private SnapshotReply() {}

    /**
     * @return null if there is no gate
     * @throws IllegalStateException if the reply is not one of the script's
     */
    static @Nullable GateSnapshot decode(long couponId, List<Object> items) {
        ScriptReply reply = new ScriptReply(items);
        return switch (reply.outcome()) {
            case "GATE" ->
                    new GateSnapshot(
                            couponId,
                            reply.text("state"),
                            reply.number("closed") == 1,
                            reply.number("version"),
                            reply.number("total"),
                            reply.number("raising") == 1,
                            reply.number("admitted"),
                            reply.number("returned"),
                            reply.number("counting"),
                            reply.number("tickets"),
                            reply.number("pending"),
                            head(reply),
                            Instant.ofEpochMilli(reply.number("now")));
            case "NO_GATE" -> null;
            default -> throw reply.unknown();
        };
    }

    private static @Nullable Long head(ScriptReply reply) {
        long head = reply.number("head");
        return head == 0 ? null : head;
    }
}
