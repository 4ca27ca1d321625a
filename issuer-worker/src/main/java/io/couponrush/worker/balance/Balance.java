package io.couponrush.worker.balance;

/**
 * Where the admitted claims of a coupon are (promise P6).
 *
 * @param admitted by Redis
 * @param issued committed rows that came through the gate
 * @param rejected told so, by Redis
 * @param deadLettered dead letters that nobody handled yet, by Redis
 * @param pending admitted and not settled, by Redis
 * @param difference admitted less all the others; 0 when nothing is on its way. While claims are
 *     being issued it may be below 0 for a moment: a committed row stays pending until Redis is
 *     told
 */
record Balance(
        long couponId,
        long admitted,
        long issued,
        long rejected,
        long deadLettered,
        long pending,
        long difference)
        implements BooksOutcome {

    static Balance of(
            long couponId,
            long admitted,
            long issued,
            long rejected,
            long deadLettered,
            long pending) {
        long difference = admitted - issued - rejected - deadLettered - pending;
        return new Balance(couponId, admitted, issued, rejected, deadLettered, pending, difference);
    }
}
