package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.road.RoadOutcome.Closed;
import io.couponrush.worker.road.RoadOutcome.Issued;
import io.couponrush.worker.road.RoadOutcome.NotOpen;
import io.couponrush.worker.support.WorkerApi;

import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;

/** v1 on a worker whose own clock is an hour off. */
@IssuingTest
class DatabaseRoadClockTest {

    @Autowired EntityManager entities;
    @Autowired IssueLedger ledger;
    @Autowired TransactionOperations transaction;
    @Autowired Coupons coupons;
    @Autowired JdbcClient database;

    @Test
    void nobodyEntersEarly() {
        long coupon = offer("30 minute", "2 hour");

        assertThat(issue(coupon, 1))
                .isInstanceOfSatisfying(
                        NotOpen.class,
                        early ->
                                assertThat(early.opensIn())
                                        .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(30)));
    }

    @Test
    void nobodyEntersLate() {
        assertThat(issue(offer("-2 hour", "-30 minute"), -1)).isInstanceOf(Closed.class);
    }

    @Test
    void whoIsInTimeEnters() {
        long coupon = offer("-30 minute", "30 minute");

        assertThat(issue(coupon, 1)).isInstanceOf(Issued.class);
        assertThat(issue(coupon, -1)).isInstanceOf(Issued.class);
    }

    private RoadOutcome issue(long coupon, int hoursOff) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(hoursOff));
        return new DatabaseRoad(entities, ledger, transaction, clock)
                .issue(coupon, WorkerApi.newUser());
    }

    private long offer(String opensIn, String closesIn) {
        long coupon = coupons.offer(2).id();
        database.sql(
                        """
                        update coupon set opens_at = utc_timestamp(6) + interval %s,
                                          closes_at = utc_timestamp(6) + interval %s
                        where id = ?\
                        """
                                .formatted(opensIn, closesIn))
                .param(coupon)
                .update();
        return coupon;
    }
}
