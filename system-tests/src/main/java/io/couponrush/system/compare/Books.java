package io.couponrush.system.compare;

/**
 * What the database holds once a round is over, against what was promised.
 *
 * @param total coupons there were
 * @param rows coupons that have an owner
 * @param oversold rows beyond the total
 * @param twice rows beyond one for each user
 * @param lost users who were told they have a coupon, or will, and got nothing
 * @param miscounted difference between the rows and the coupon's own counter
 */
public record Books(long total, long rows, long oversold, long twice, long lost, long miscounted) {

    /** Whether nothing went wrong. */
    public boolean clean() {
        return oversold == 0 && twice == 0 && lost == 0 && miscounted == 0;
    }
}
