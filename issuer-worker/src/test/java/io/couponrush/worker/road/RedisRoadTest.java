package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gate.AdmissionScript;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.road.RoadOutcome.AlreadyIssued;
import io.couponrush.worker.road.RoadOutcome.Issued;
import io.couponrush.worker.road.RoadOutcome.NoSuchCoupon;
import io.couponrush.worker.road.RoadOutcome.SoldOut;
import io.couponrush.worker.road.RoadOutcome.Unavailable;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.support.WorkerApi;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** v2 when its transactions fail in one way or another, and beside rows of v1. */
@IssuingTest
class RedisRoadTest {

    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);

    @Autowired RedisRoad road;
    @Autowired DatabaseRoad databaseRoad;
    @Autowired RoadGate gate;
    @Autowired Issuer issuer;
    @Autowired Progress progress;
    @Autowired WorkerMeters meters;
    @Autowired JdbcClient jdbc;
    @Autowired StringRedisTemplate redis;
    @Autowired TransactionOperations transaction;
    @Autowired Coupons coupons;

    private final long user = WorkerApi.newUser();
    private Offered coupon;

    @BeforeEach
    void start() {
        coupon = coupons.offer(2).warmed();
    }

    /** The row may be there. If the slot were returned, it would be given out twice. */
    @Test
    void aCommitThatWasNotConfirmedKeepsTheSlot() {
        RedisRoad doubtful =
                road(
                        new TransactionOperations() {
                            @Override
                            public <T extends @Nullable Object> T execute(
                                    TransactionCallback<T> action) {
                                transaction.execute(action);
                                throw new TransactionSystemException("the line broke");
                            }
                        });

        assertThat(doubtful.issue(coupon.id(), user)).isEqualTo(new Unavailable());

        assertThat(coupon.books().rows()).containsOnlyKeys(user);
        assertThat(coupon.books().pending()).containsOnlyKeys(user);
        assertThat(road.issue(coupon.id(), user)).isEqualTo(new AlreadyIssued());
        Books books = coupon.books();
        assertThat(books.pending()).isEmpty();
        assertThat(books.returned()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /** v3 was told of the ticket and may have promised it. */
    @Test
    void aTicketThatV3TookUpMeanwhileKeepsTheSlot() {
        RedisRoad failing =
                road(
                        new TransactionOperations() {
                            @Override
                            public <T extends @Nullable Object> T execute(
                                    TransactionCallback<T> action) {
                                ADMISSION.run(
                                        redis,
                                        AdmissionScript.keys(coupon.keys()),
                                        (Object[])
                                                AdmissionScript.queued(
                                                        user, AdmissionScript.ASK, 0));
                                throw new CannotCreateTransactionException("away");
                            }
                        });

        assertThat(failing.issue(coupon.id(), user)).isEqualTo(new Unavailable());

        assertThat(coupon.books().pending()).containsOnlyKeys(user);
        assertThat(road.issue(coupon.id(), user)).isInstanceOf(Issued.class);
        assertThat(coupon.books().balance()).isTrue();
    }

    /** Its gate may yet be made again, and then would not know the admission. */
    @Test
    void beforeTheGateIsThereForGoodNobodyIsAdmitted() {
        coupon = coupons.offer(2).warmed();
        jdbc.sql("update coupon set warmed = 0 where id = ?").param(coupon.id()).update();

        assertThat(issue()).isEqualTo(new Unavailable());

        assertThat(coupon.books().admitted()).isZero();
        assertThat(road.issue(coupons.unknown(5).id(), user)).isEqualTo(new NoSuchCoupon());
    }

    @Test
    void whatV1GaveOutIsGoneForV2() {
        databaseRoad.issue(coupon.id(), WorkerApi.newUser());
        databaseRoad.issue(coupon.id(), WorkerApi.newUser());

        assertThat(road.issue(coupon.id(), user)).isEqualTo(new SoldOut());

        Books books = coupon.books();
        assertThat(books.rejected()).containsEntry(user, "SOLD_OUT");
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(road.issue(coupon.id(), user)).isEqualTo(new SoldOut());
    }

    @Test
    void whoHasTheCouponFromOneRoadHasItOnTheOther() {
        long other = WorkerApi.newUser();
        assertThat(databaseRoad.issue(coupon.id(), user)).isInstanceOf(Issued.class);
        assertThat(road.issue(coupon.id(), user)).isEqualTo(new AlreadyIssued());
        assertThat(road.issue(coupon.id(), user)).isEqualTo(new AlreadyIssued());
        assertThat(road.issue(coupon.id(), other)).isInstanceOf(Issued.class);
        assertThat(databaseRoad.issue(coupon.id(), other)).isEqualTo(new AlreadyIssued());

        Books books = coupon.books();
        assertThat(books.rows()).containsOnlyKeys(user, other);
        assertThat(books.elsewhere()).isEqualTo(1);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private RoadOutcome issue() {
        return road.issue(coupon.id(), WorkerApi.newUser());
    }

    private RedisRoad road(TransactionOperations transactions) {
        return new RedisRoad(
                new KnownCoupons(jdbc),
                gate,
                issuer.on(RedisRoad.NAME, new DoubtfulCommits(transactions)),
                progress,
                meters);
    }
}
