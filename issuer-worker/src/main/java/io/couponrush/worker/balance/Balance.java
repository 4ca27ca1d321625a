package io.couponrush.worker.balance;

/**
 * Where the admitted claims of a coupon are (promise P6).
 *
 * @param admitted by Redis
 * @param issued committed rows that came through the gate
 * @param rejected told so, by Redis
 * @param deadLettered dead letters that nobody handled yet, by Redis
 * @param returned slots given back to the stock, because v2 could not write the row
 * @param elsewhere claims of users who have the coupon from v1, which passes no gate
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
        long returned,
        long elsewhere,
        long pending,
        long difference)
        implements BooksOutcome {

    static Balance of(
            long couponId,
            long admitted,
            long issued,
            long rejected,
            long deadLettered,
            long returned,
            long elsewhere,
            long pending) {
        long settled = issued + rejected + deadLettered + returned + elsewhere;
        return new Balance(
                couponId,
                admitted,
                issued,
                rejected,
                deadLettered,
                returned,
                elsewhere,
                pending,
                admitted - settled - pending);
    }
}
