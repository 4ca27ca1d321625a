package io.couponrush.system.guarantee;

import java.util.List;
import java.util.Set;

/**
 * All that is known about one coupon after a load has ended and every part is up again.
 *
 * @param users what each user asked and was told
 * @param toldTooEarly users who were told ISSUED while a look at the database, begun after that
 *     answer, found no committed row
 * @param lookups how many told-ISSUED users the database was asked about at once
 */
public record Observation(
        long couponId,
        List<UserHistory> users,
        DatabaseDump database,
        RedisDump redis,
        Balance balance,
        Set<Long> toldTooEarly,
        long lookups) {

    public Observation {
        users = List.copyOf(users);
        toldTooEarly = Set.copyOf(toldTooEarly);
    }
}
