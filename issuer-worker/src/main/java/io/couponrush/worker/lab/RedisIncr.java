package io.couponrush.worker.lab;

import io.couponrush.worker.road.RedisRoad;
import io.couponrush.worker.road.RoadOutcome;

/** v2 on the real coupon: a counter in Redis instead of a lock. */
final class RedisIncr implements LabStrategy {

    private final RedisRoad road;

    RedisIncr(RedisRoad road) {
        this.road = road;
    }

    @Override
    public String name() {
        return "redis-incr";
    }

    @Override
    public LabOutcome issue(long couponId, long userId) {
        return switch (road.issue(couponId, userId)) {
            case RoadOutcome.Issued(var issuedAt) -> new LabOutcome.Issued(issuedAt);
            case RoadOutcome.AlreadyIssued _ -> new LabOutcome.AlreadyIssued();
            case RoadOutcome.SoldOut _ -> new LabOutcome.SoldOut();
            case RoadOutcome.NoSuchCoupon _ -> new LabOutcome.NoSuchCoupon();
            // the lab's coupons are always open, and nobody discards its claims
            case RoadOutcome.NotOpen _,
                    RoadOutcome.Discarded _,
                    RoadOutcome.Closed _,
                    RoadOutcome.Paused _,
                    RoadOutcome.Unavailable _ ->
                    new LabOutcome.Unavailable();
        };
    }
}
