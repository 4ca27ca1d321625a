package io.couponrush.worker.recovery.domain;

/**
 * What a coupon's keys say, as of one instant.
 *
 * @param epoch of the gate, 0 if it names none
 * @param complete whether it has all that an admission needs
 * @param version of the coupon that it was written from
 * @param admitted the highest sequence
 * @param tickets how many users hold one
 * @param pending admitted and not settled
 * @param rejected of those that are settled
 * @param failed of those that are settled
 * @param returned slots that were given back, or that nobody stood for at a rebuild, and that no
 *     ticket stands for: a discarded claim keeps its ticket
 */
public record GateFacts(
        long couponId,
        long epoch,
        Origin origin,
        Phase phase,
        boolean complete,
        long version,
        long admitted,
        long tickets,
        long pending,
        long rejected,
        long failed,
        long returned) {

    /** Where the gate was made. */
    public enum Origin {
        /** In this incarnation of Redis. */
        HERE,
        /** Here or not: a claim has proved since that Redis went back in time. */
        REWOUND,
        /** Before a restart, on another server, or by a version that didn't say. */
        ELSEWHERE
    }

    /** How far a rebuild has come in Redis. */
    public enum Phase {
        NONE,
        CLOSED,
        LOADING
    }

    /** Claims that Redis takes for issued. */
    public long issued() {
        return tickets - pending - rejected - failed;
    }
}
