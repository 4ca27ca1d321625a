package io.couponrush.worker.meters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows committed, coupon by coupon, until somebody takes the numbers: those of a coupon of which
 * nothing is issued any more are gone then. Safe for use by many threads.
 */
public final class CouponRows {

    private final Map<Long, Long> rows = new ConcurrentHashMap<>();

    /** To be called after the commit. */
    public void add(long couponId, long committed) {
        if (committed > 0) {
            rows.merge(couponId, committed, Long::sum);
        }
    }

    /** What was added since, by coupon. */
    public Map<Long, Long> take() {
        Map<Long, Long> taken = new HashMap<>();
        for (Long couponId : List.copyOf(rows.keySet())) {
            Long committed = rows.remove(couponId);
            if (committed != null) {
                taken.put(couponId, committed);
            }
        }
        return taken;
    }
}
