package io.couponrush.gateway.gate;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A coupon's gate as one atomic read saw it.
 *
 * @param couponId at least 1
 * @param state a {@link io.couponrush.events.CouponState} name, as an admin set it
 * @param closed by the clock of Redis or by an admin
 * @param version of the coupon, from 1
 * @param total how many there are, with every raise that counts already
 * @param raising a raise is written, or a slot was returned, that does not count yet
 * @param admitted so far, returned slots included: the highest sequence
 * @param returned slots that v2 gave back, because it could not write the row
 * @param counting those of them that may be admitted again already
 * @param tickets how many users hold one
 * @param pending admitted and not settled
 * @param headSequence of the oldest pending claim, null if none is pending
 * @param asOf time of the read by the clock of Redis
 */
public record GateSnapshot(
        long couponId,
        String state,
        boolean closed,
        long version,
        long total,
        boolean raising,
        long admitted,
        long returned,
        long counting,
        long tickets,
        long pending,
        @Nullable Long headSequence,
        Instant asOf) {

    /** Claims that were admitted and did not give their slot back. */
    public long holding() {
        return admitted - returned;
    }

    /** Those of them that need no more work. */
    public long settled() {
        return holding() - pending;
    }

    /** Coupons that somebody may be admitted for now. */
    public long remaining() {
        return Math.max(0, total + counting - admitted);
    }

    /** Whether {@code other} shows a gate at which nothing was decided or changed in between. */
    boolean isUnchangedSince(GateSnapshot other) {
        return state.equals(other.state)
                && closed == other.closed
                && version == other.version
                && total == other.total
                && raising == other.raising
                && admitted == other.admitted
                && returned == other.returned
                && counting == other.counting
                && tickets == other.tickets;
    }
}
