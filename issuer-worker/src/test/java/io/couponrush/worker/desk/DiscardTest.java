package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.desk.Discards.Discarded;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.CouponEpochs;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Found by the model: what comes between the steps of a discard. */
@IssuingTest
class DiscardTest {

    @Autowired Coupons coupons;
    @Autowired StringRedisTemplate redis;
    @Autowired JdbcClient jdbc;
    @Autowired CouponEpochs epochs;
    @Autowired IssueLedger ledger;
    @Autowired Issuer issuer;
    @Autowired TransactionOperations transaction;
    @Autowired Progress progress;
    @Autowired WorkerMeters meters;
    @Autowired Clock clock;

    private Offered coupon;
    private CouponIssueRequested admitted;
    private FailedClaim claim;

    @BeforeEach
    void aClaimHasFailed() {
        coupon = coupons.offer(2).warmed();
        admitted = coupon.admit();
        claim = new FailedClaim(coupon.id(), admitted.userId(), admitted.sequence(), "POISON");
        progress.fail(coupon.id(), List.of(claim));
    }

    @Test
    void theNewGateIsToldToo() {
        Discarded discarded = discardsWith(this::rebuiltAsTheDatabaseKnew).discard(claim);

        assertThat(discarded.outcome()).isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
        assertThat(coupon.books().failed()).isEmpty();
        assertThat(coupon.books().rejected()).isEqualTo(Map.of(claim.userId(), "DISCARDED"));
        assertThat(coupon.books().returned())
                .containsExactly(claim.userId() + ":" + claim.sequence());
    }

    /** Found by the model: another record of the claim overtakes the discard. */
    @Test
    void aRowThatCameMeanwhileStays() {
        Discarded discarded =
                discardsAfter(() -> issuer.issue(coupon.id(), List.of(admitted))).discard(claim);

        assertThat(discarded.outcome()).isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
        assertThat(discarded.slotReturned()).isFalse();
        assertThat(coupon.books().rows()).containsOnlyKeys(claim.userId());
        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(coupon.books().returned()).isEmpty();
    }

    /** The same, when it has looked before, and comes with its row after. */
    @Test
    void whoHasLookedBeforeWritesNoRow() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        TransactionOperations slow =
                new TransactionOperations() {
                    @Override
                    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                        return transaction.execute(
                                status -> {
                                    // the snapshot of the transaction is made here
                                    boolean _ = ledger.row(coupon.id(), claim.userId()).isPresent();
                                    looked.countDown();
                                    awaitQuietly(given);
                                    return action.doInTransaction(status);
                                });
                    }
                };
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            Future<List<Outcome>> outcomes =
                    worker.submit(
                            () -> issuer.on("v3", slow).issue(coupon.id(), List.of(admitted)));
            looked.await();

            Discarded discarded = discardsAfter(() -> {}).discard(claim);
            given.countDown();

            assertThat(discarded.slotReturned()).isTrue();
            assertThat(outcomes.get())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            it -> assertThat(it.reason()).isEqualTo(RejectionReason.DISCARDED));
        }
        assertThat(coupon.books().rows()).isEmpty();
        assertThat(coupon.books().counter()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whileThereIsNoGateTheLetterStaysOpen() {
        Discarded discarded = discardsWith(() -> redis.delete(coupon.keys().gate())).discard(claim);

        assertThat(discarded.outcome()).isInstanceOf(DeskOutcome.Unavailable.class);
    }

    /** What a rebuild loads that came before the commit. */
    private void rebuiltAsTheDatabaseKnew() {
        CouponKeys keys = coupon.keys();
        String user = Long.toString(claim.userId());
        redis.opsForHash().delete(keys.rejected(), user);
        redis.delete(keys.returned());
        redis.opsForHash().delete(keys.gate(), "discarded");
        redis.opsForHash().put(keys.failed(), user, "REPLAYED:" + claim.sequence());
    }

    private Discards discardsAfter(Runnable beforeItBegins) {
        return discardsWith(beforeItBegins, () -> {});
    }

    private Discards discardsWith(Runnable beforeTheCommit) {
        return discardsWith(() -> {}, beforeTheCommit);
    }

    private Discards discardsWith(Runnable beforeItBegins, Runnable beforeTheCommit) {
        TransactionOperations then =
                new TransactionOperations() {
                    @Override
                    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                        beforeItBegins.run();
                        return transaction.execute(
                                status -> {
                                    T result = action.doInTransaction(status);
                                    beforeTheCommit.run();
                                    return result;
                                });
                    }
                };
        return new Discards(
                new DeskGate(redis, Duration.ZERO),
                new GatedCoupons(jdbc, Duration.ofDays(7), epochs),
                ledger,
                then,
                progress,
                meters,
                clock);
    }
}
