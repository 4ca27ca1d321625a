package io.couponrush.system.guarantee;

import io.couponrush.events.RejectionReason;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Redis held for one coupon at the end.
 *
 * @param epoch 1 for a gate that was never made anew
 * @param admitted the gate's counter
 * @param tickets user id to sequence
 * @param pending user ids without a settled claim
 * @param rejected user id to reason
 * @param failed user id to the fault of its dead letter
 * @param returned sequences of slots that were given back to the stock; not those of discarded
 *     claims, which stand among the rejected and keep their tickets
 */
public record RedisDump(
        long epoch,
        long admitted,
        Map<Long, Long> tickets,
        Set<Long> pending,
        Map<Long, String> rejected,
        Map<Long, String> failed,
        List<Long> returned) {

    public RedisDump {
        tickets = Map.copyOf(tickets);
        pending = Set.copyOf(pending);
        rejected = Map.copyOf(rejected);
        failed = Map.copyOf(failed);
        returned = List.copyOf(returned);
    }

    /** How many were rejected for this reason. */
    long rejectedAs(RejectionReason reason) {
        return rejected.values().stream().filter(reason.name()::equals).count();
    }
}
