package io.couponrush.keys;

import java.util.List;

/**
 * The Redis keys of one coupon. The coupon id stands in braces, a hash tag, so that all keys of a
 * coupon live in one Redis Cluster slot and one script may touch them together.
 *
 * @param gate hash: total, opens, closes, state, admitted, epoch and what the admission script
 *     needs besides
 * @param tickets hash: user id → sequence
 * @param pending sorted set of user ids, score = sequence: admitted and not settled; the outbox
 * @param rejected hash: user id → reason, a {@link io.couponrush.events.RejectionReason} name
 * @param failed hash: user id → why the claim was dead-lettered, or {@code REPLAYED:sequence} while
 *     its dead letter is being replayed
 * @param returned sorted set of {@code user:sequence}, score = the epoch millisecond from which the
 *     slot counts as stock again
 * @param direct set of user ids: pending, and written by the request that was admitted; no issue
 *     request is on its way, so the slot may be returned
 */
public record CouponKeys(
        String gate,
        String tickets,
        String pending,
        String rejected,
        String failed,
        String returned,
        String direct) {

    /**
     * @param couponId at least 1
     */
    public static CouponKeys of(long couponId) {
        String prefix = "coupon:{" + couponId + "}:";
        return new CouponKeys(
                prefix + "gate",
                prefix + "tickets",
                prefix + "pending",
                prefix + "rejected",
                prefix + "failed",
                prefix + "returned",
                prefix + "direct");
    }

    /** Every one, in the order above: scripts that touch all take them so. */
    public List<String> all() {
        return List.of(gate, tickets, pending, rejected, failed, returned, direct);
    }
}
