package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.OutageTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.issuing.Wire;
import io.couponrush.worker.road.RoadOutcome.Issued;
import io.couponrush.worker.road.RoadOutcome.SoldOut;
import io.couponrush.worker.road.RoadOutcome.Unavailable;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

/** v1 and v2 while servers are away. */
@OutageTest
class RedisRoadOutageTest {

    @Autowired RedisRoad road;
    @Autowired DatabaseRoad databaseRoad;
    @Autowired StringRedisTemplate redis;
    @Autowired Coupons coupons;
    @Autowired Wire databaseWire;
    @Autowired Wire redisWire;

    private final long user = WorkerApi.newUser();
    private Offered coupon;

    @BeforeEach
    void start() {
        coupon = coupons.offer(2).warmed();
    }

    @AfterEach
    void end() {
        databaseWire.mend();
        redisWire.mend();
    }

    @Test
    void theDatabaseGoesAway() {
        theSlotGoesToSomebodyElse(databaseWire::cut);
    }

    @Test
    void theDatabaseFreezes() {
        theSlotGoesToSomebodyElse(databaseWire::freeze);
    }

    /** P4. */
    private void theSlotGoesToSomebodyElse(Runnable away) {
        assertThat(issue()).isInstanceOf(Issued.class);
        long before = coupons.redisNow();
        away.run();
        assertThat(road.issue(coupon.id(), user)).isEqualTo(new Unavailable());
        long counts = coupon.countsFrom(user, 2);
        assertThat(counts).isGreaterThanOrEqualTo(before + SoldOutLease.STOCK_DELAY.toMillis());
        RoadOutcome next = issue();
        if (coupons.redisNow() < counts) { // else this machine was slower than the delay
            assertThat(next).isEqualTo(new SoldOut());
        }
        databaseWire.mend();

        // the pool may still hand out a connection that was cut, and the slot goes back once more
        Patience.await().until(() -> issue() instanceof Issued);

        assertThat(road.issue(coupon.id(), user)).isEqualTo(new SoldOut());
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(2).containsValue(1L).doesNotContainValue(2L);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void withoutADatabaseV1DecidesNothing() {
        assertThat(databaseRoad.issue(coupon.id(), user)).isInstanceOf(Issued.class);
        databaseWire.freeze();
        assertThat(databaseRoad.issue(coupon.id(), WorkerApi.newUser()))
                .isEqualTo(new Unavailable());
        databaseWire.cut();
        assertThat(databaseRoad.issue(coupon.id(), WorkerApi.newUser()))
                .isEqualTo(new Unavailable());
    }

    /** P7. */
    @Test
    void whenRedisDoesNotDecideNobodyIsAdmitted() {
        assertThat(issue()).isInstanceOf(Issued.class);
        redisWire.cut();
        assertThat(issue()).isEqualTo(new Unavailable());
        redisWire.mend();
        String gate = coupon.keys().gate();
        Patience.await().ignoreExceptions().until(() -> redis.hasKey(gate));

        redis.delete(gate);
        assertThat(issue()).isEqualTo(new Unavailable());
        assertThat(coupon.books().rows()).hasSize(1);
    }

    private RoadOutcome issue() {
        return road.issue(coupon.id(), WorkerApi.newUser());
    }
}
