package io.couponrush.worker.lab;

import io.couponrush.worker.edge.InvalidFieldException;

import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All strategies, by name. */
final class Lab {

    private static final Logger LOG = LoggerFactory.getLogger(Lab.class);

    private final LabCoupons coupons;
    private final Map<String, LabStrategy> strategies = new TreeMap<>();

    Lab(LabCoupons coupons, List<LabStrategy> strategies) {
        this.coupons = coupons;
        strategies.forEach(strategy -> this.strategies.put(strategy.name(), strategy));
    }

    /**
     * @throws InvalidFieldException if there is no such strategy
     */
    LabOutcome issue(String name, long couponId, long userId) throws InterruptedException {
        LabStrategy strategy = strategies.get(name);
        if (strategy == null) {
            throw new InvalidFieldException(
                    "strategy", "must be one of " + String.join(", ", strategies.keySet()));
        }
        try {
            return coupons.ready(couponId)
                    ? strategy.issue(couponId, userId)
                    : new LabOutcome.NoSuchCoupon();
        } catch (DataAccessException | TransactionException | RedisException e) {
            LOG.debug("{}: coupon {}, user {} was not decided", name, couponId, userId, e);
            return new LabOutcome.Unavailable();
        }
    }
}
