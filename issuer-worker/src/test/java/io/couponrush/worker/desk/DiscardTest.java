package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.events.Topics;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.desk.Discards.Discarded;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.CouponEpochs;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.support.GapBeforeCommit;

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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Found by the model: what comes between the steps of a discard.
 *
 * <p>Long, because every gap between two steps needs somebody who comes into it.
 */
@IssuingTest
class DiscardTest {

    private static final long ADMIN = 7;

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
    @Autowired LetterBook letters;
    @Autowired ActionBook actions;
    @Autowired ConfirmedSends sends;

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
            awaitQuietly(looked);

            Discarded discarded = discards(transaction).discard(claim);
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
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whileThereIsNoGateTheLetterStaysOpen() {
        Discarded discarded = discardsWith(() -> redis.delete(coupon.keys().gate())).discard(claim);

        assertThat(discarded.outcome()).isInstanceOf(DeskOutcome.Unavailable.class);
    }

    /** Redis had lost the ticket, and a rebuild brings it back, because the letter is open. */
    @Test
    void aLetterStaysOpenWhenARebuildBeginsBeforeItIsClosed() {
        long letter = letterOf(another());
        Desk desk = desk(this::aRebuildBegins);

        assertThat(desk.discard(letter, ADMIN, "of no use"))
                .isInstanceOf(DeskOutcome.Unavailable.class);
        assertThat(letters.summary(letter).orElseThrow().state()).isEqualTo(LetterState.NEW);

        assertThat(desk(() -> {}).discard(letter, ADMIN, "of no use"))
                .isEqualTo(new DeskOutcome.Unavailable("Redis has no gate of the coupon now."));
        aRebuildEnds();
        assertThat(desk(() -> {}).discard(letter, ADMIN, "of no use"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
    }

    @Test
    void noRebuildBeginsWhileALetterIsClosed() throws Exception {
        long letter = letterOf(another());
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch committing = new CountDownLatch(1);
        LetterBook slow =
                new LetterBook(
                        jdbc,
                        new GapBeforeCommit(
                                transaction,
                                () -> {
                                    closed.countDown();
                                    awaitQuietly(committing);
                                }),
                        meters);
        Optional<Generation> now = Optional.of(new Generation(coupon.id(), epochs.of(coupon.id())));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> handled =
                    threads.submit(
                            () ->
                                    slow.handled(
                                            letter,
                                            LetterState.DISCARDED,
                                            false,
                                            now,
                                            clock.instant()));
            awaitQuietly(closed);
            Future<?> rebuild = threads.submit(this::aRebuildBegins);
            try {
                assertThatThrownBy(() -> rebuild.get(500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
            } finally {
                committing.countDown();
            }
            assertThat(handled.get()).isTrue();
            rebuild.get();
        }
        assertThat(letters.handled(letter, LetterState.DISCARDED, false, now, clock.instant()))
                .as("the generation is over")
                .isFalse();
    }

    /** Its user holds another ticket, or none any more. */
    private FailedClaim another() {
        return new FailedClaim(coupon.id(), claim.userId(), claim.sequence() + 1, "POISON");
    }

    private long letterOf(FailedClaim dead) {
        letters.write(
                new Letter(
                        Optional.of(dead),
                        "UNEXPECTED_ERROR",
                        "a bug",
                        Topics.ISSUE_REQUESTS,
                        0,
                        dead.userId(),
                        new byte[0],
                        new byte[0],
                        List.of(),
                        null,
                        clock.instant()));
        return letters.list(new LetterFilter(coupon.id(), null, null), 1, 0).getFirst().id();
    }

    private void aRebuildBegins() {
        jdbc.sql("update coupon set epoch = epoch + 1 where id = ?").param(coupon.id()).update();
    }

    private void aRebuildEnds() {
        redis.opsForHash()
                .put(coupon.keys().gate(), "epoch", Long.toString(epochs.of(coupon.id())));
    }

    private Desk desk(Runnable afterTheEpochIsRead) {
        DeskGate gate = new DeskGate(redis, Duration.ZERO);
        GatedCoupons gated =
                new GatedCoupons(jdbc, Duration.ofDays(7), epochs) {
                    @Override
                    long epoch(long couponId) {
                        long epoch = super.epoch(couponId);
                        afterTheEpochIsRead.run();
                        return epoch;
                    }
                };
        return new Desk(
                letters,
                actions,
                new Replays(gate, gated, sends),
                new Discards(gate, gated, ledger, transaction, progress, meters, clock),
                meters,
                clock);
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
        return discards(
                new TransactionOperations() {
                    @Override
                    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                        beforeItBegins.run();
                        return transaction.execute(action);
                    }
                });
    }

    private Discards discardsWith(Runnable beforeTheCommit) {
        return discards(new GapBeforeCommit(transaction, beforeTheCommit));
    }

    private Discards discards(TransactionOperations forbidding) {
        return new Discards(
                new DeskGate(redis, Duration.ZERO),
                new GatedCoupons(jdbc, Duration.ofDays(7), epochs),
                ledger,
                forbidding,
                progress,
                meters,
                clock);
    }
}
