package io.couponrush.worker.road;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which coupons may be asked of the gate. Until the database says that a gate was made for good,
 * nobody may be admitted: the announcer makes it again if it is interrupted, and takes a gate that
 * has admitted somebody for another coupon's.
 */
class KnownCoupons {

    /** 8 bytes and a node each; of further ones nothing is remembered. */
    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final Set<Long> warmed = Collections.newSetFromMap(new ConcurrentHashMap<>());

    KnownCoupons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Standing {
        UNKNOWN,
        NOT_WARMED,
        WARMED
    }

    /** One select, unless the coupon was seen warmed before: it stays so. */
    Standing look(long couponId) {
        if (warmed.contains(couponId)) {
            return Standing.WARMED;
        }
        return jdbc.sql("select warmed from coupon where id = :coupon")
                .param("coupon", couponId)
                .query(Boolean.class)
                .optional()
                .map(isWarmed -> isWarmed ? remember(couponId) : Standing.NOT_WARMED)
                .orElse(Standing.UNKNOWN);
    }

    private Standing remember(long couponId) {
        if (warmed.size() < MOST) {
            warmed.add(couponId);
        }
        return Standing.WARMED;
    }
}
