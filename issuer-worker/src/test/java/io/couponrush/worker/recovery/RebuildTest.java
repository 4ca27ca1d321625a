package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.keys.CouponKeys;
import io.couponrush.localstack.LocalStack;
import io.couponrush.worker.intake.Intakes;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.recovery.RebuildWorkers.OwnCoupon;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Redis loses something, and the gate is made anew from the rows.
 *
 * <p>Long, because each step of a rebuild can be lost, overtaken or interrupted, and all of them
 * need the same coupon in the same servers.
 */
@IssuingTest
@Import(RebuildWorkers.class)
class RebuildTest {

    private static final int TOTAL = 50;

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired RebuildWorkers workers;
    @Autowired StringRedisTemplate redis;
    @Autowired Progress progress;
    @Autowired JdbcClient database;

    private final AtomicLong nanos = new AtomicLong();
    private Requests requests;
    private TopicProgress topic;
    private Offered coupon;
    private OwnCoupon row;
    private Rebuilder rebuilder;
    private Recovery recovery;

    /** Like a kill in the middle of a step. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        requests = broker.requests(3);
        topic = workers.topic(requests);
        coupon = coupons.offer(TOTAL).warmed();
        row = workers.coupon(coupon.id());
        rebuilder = workers.rebuilder(row, topic, nanos::get);
        recovery = worker(rebuilder);
    }

    @AfterEach
    void end() {
        topic.close();
    }

    @Test
    void aSoundGateIsLeftAlone() {
        coupon.admit(3);
        recovery.round();
        recovery.round();

        assertThat(row.row().epoch()).isEqualTo(1);
        assertThat(told(1)).isEqualTo("ADMITTED 4");
    }

    /** P1 to P4 and P6 over the loss of everything. */
    @Test
    void emptiedAndAllWinnersComeBackAndNoCouponIsWasted() {
        List<CouponIssueRequested> winners = issued(30);
        empty();
        assertThat(told(1)).isEqualTo("NO_GATE");

        rebuild();

        assertThat(winners)
                .allSatisfy(
                        winner ->
                                assertThat(told(winner.userId()))
                                        .isEqualTo("ISSUED " + winner.sequence()));
        List<CouponIssueRequested> next = claimAll(40);
        assertThat(next)
                .extracting(CouponIssueRequested::sequence)
                .isEqualTo(LongStream.rangeClosed(TOTAL + 1, TOTAL + 20).boxed().toList());
        assertThat(next).allMatch(claim -> claim.epoch() == 2);
        work(next);
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void aSecondLossIsMendedAsTheFirst() {
        issued(30);
        empty();
        rebuild();
        work(claimAll(5));
        empty();

        rebuild();

        assertThat(row.row().epoch()).isEqualTo(3);
        List<CouponIssueRequested> rest = claimAll(40);
        assertThat(rest).hasSize(15);
        assertThat(rest.getFirst().sequence()).as("above all given before").isGreaterThan(55);
        work(rest);
        assertThat(coupon.books().rows()).hasSize(TOTAL);
        assertThat(coupon.books().balance()).as("%s", coupon.books()).isTrue();
    }

    /** All data is there, but who knows of the last second. */
    @Test
    void restartedWithItsData() {
        List<CouponIssueRequested> winners = issued(3);
        coupon.admit(2);
        LocalStack.shared().redis().kill();
        LocalStack.shared().redis().restart();

        Patience.await().ignoreExceptions().until(() -> told(1).equals("NO_GATE"));
        assertThat(told(winners.getFirst().userId())).isEqualTo("NO_GATE");
        rebuild();

        assertThat(told(winners.getFirst().userId())).isEqualTo("ISSUED 1");
        assertThat(claimAll(60)).hasSize(TOTAL - 3);
    }

    @Test
    void restartedEmpty() {
        List<CouponIssueRequested> winners = issued(3);
        LocalStack.shared().redis().restartWiped();

        Patience.await().ignoreExceptions().until(() -> told(1).equals("NO_GATE"));
        rebuild();

        assertThat(told(winners.getFirst().userId())).isEqualTo("ISSUED 1");
        assertThat(claimAll(60)).hasSize(TOTAL - 3);
    }

    @Test
    void itWaitsUntilWhatWasAcknowledgedIsARow() {
        List<CouponIssueRequested> acknowledged = coupon.admit(3);
        requests.send(acknowledged);
        empty();

        for (int i = 0; i < 3; i++) {
            recovery.round();
            later(RebuildWorkers.GRACE);
        }
        assertThat(told(1)).isEqualTo("NO_GATE");
        assertThat(row.row().rebuildSince()).isPresent();

        drain();
        recovery.round();
        assertThat(told(acknowledged.getLast().userId())).isEqualTo("ISSUED 3");
        assertThat(row.row().rebuildSince()).isEmpty();
    }

    /** Its gateway slept between the script and the broker. */
    @Test
    void aLateMessageIsIssuedAndTakesItsCouponOutOfTheStock() {
        CouponIssueRequested late = coupon.admit(4).getLast();
        empty();
        rebuild();

        work(List.of(late));

        assertThat(told(late.userId())).isEqualTo("ISSUED 4");
        work(claimAll(60));
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.rejected()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void ifTheStockIsGivenAwayByThenTheLastOneIsToldSo() {
        CouponIssueRequested late = coupon.admit(4).getLast();
        empty();
        rebuild();
        List<CouponIssueRequested> next = claimAll(60);
        assertThat(next).hasSize(TOTAL);

        work(List.of(late));
        work(next);

        assertThat(told(late.userId())).isEqualTo("ISSUED 4");
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.rejected()).hasSize(1);
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void whoClaimsAgainBeforeTheLateMessageHasOneRow() {
        CouponIssueRequested late = coupon.admit();
        empty();
        rebuild();
        List<CouponIssueRequested> again = workers.claimAll(coupon.id(), users(late));

        work(List.of(late));
        work(again);

        assertThat(told(late.userId())).startsWith("ISSUED");
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(1);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /** P3 for those who were told something else: they are told the same again. */
    @Test
    void whoWasRejectedOrHasItFromElsewhereIsToldSoAgain() {
        CouponIssueRequested elsewhere = coupon.admit();
        database.sql("insert into user_coupon values (?, ?, null, 'v1', '2026-01-01')")
                .param(coupon.id())
                .param(elsewhere.userId())
                .update();
        database.sql("update coupon set issued_quantity = 1 where id = ?")
                .param(coupon.id())
                .update();
        List<CouponIssueRequested> claims = coupon.admit(TOTAL + 1);
        work(List.of(elsewhere));
        work(claims);
        Books before = coupon.books();
        assertThat(before.rejected()).hasSize(2);
        assertThat(before.elsewhere()).isEqualTo(1);
        empty();

        rebuild();

        assertThat(told(elsewhere.userId())).isEqualTo("ISSUED 1");
        for (CouponIssueRequested claim : claims) {
            assertThat(told(claim.userId()))
                    .isEqualTo(
                            (before.rejected().containsKey(claim.userId())
                                            ? "REJECTED "
                                            : "ISSUED ")
                                    + claim.sequence());
        }
        Books books = coupon.books();
        assertThat(books.rejected()).isEqualTo(before.rejected());
        assertThat(books.elsewhere()).isEqualTo(1);
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(books.returned())
                .as("stock, should the total be raised")
                .containsAll(
                        claims.stream()
                                .filter(claim -> before.rejected().containsKey(claim.userId()))
                                .map(claim -> claim.userId() + ":" + claim.sequence())
                                .toList());
    }

    /** The tickets of failed and discarded claims are not among the rows. */
    @Test
    void deadLettersAreToldAgain() throws Exception {
        List<CouponIssueRequested> claims = coupon.admit(4);
        try (var _ =
                intakes.startFailingFor(
                        requests,
                        claims.subList(1, 3).stream()
                                .map(CouponIssueRequested::userId)
                                .collect(Collectors.toSet()))) {
            requests.send(claims);
            requests.awaitAllCommitted();
        }
        Patience.await().until(() -> letters() == 2);
        CouponIssueRequested discarded = claims.get(2);
        database.sql("insert into discarded_claim values (?, ?, ?, '2026-01-01')")
                .param(coupon.id())
                .param(discarded.userId())
                .param(discarded.sequence())
                .update();
        database.sql("update dead_letter set state = 'DISCARDED' where user_id = ?")
                .param(discarded.userId())
                .update();
        empty();

        rebuild();

        assertThat(claims.stream().map(claim -> told(claim.userId())))
                .containsExactly("ISSUED 1", "FAILED 2", "REJECTED 3", "ISSUED 4");
        List<CouponIssueRequested> next = claimAll(60);
        assertThat(next).as("the slot of the discarded one is stock").hasSize(TOTAL - 3);
        work(next);
        assertThat(coupon.books().balance()).as("%s", coupon.books()).isTrue();
    }

    private long letters() {
        return database.sql("select count(*) from dead_letter where coupon_id = ?")
                .param(coupon.id())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** A user of whom two claims are recorded, of different epochs. */
    @Test
    void aSequenceWhoseUserHoldsAnotherOneIsNobodys() {
        List<CouponIssueRequested> winners = issued(3);
        database.sql("insert into claim_without_row values (?, ?, 9, 'SOLD_OUT', '2026-01-01')")
                .param(coupon.id())
                .param(winners.getFirst().userId())
                .update();
        empty();

        rebuild();

        assertThat(told(winners.getFirst().userId())).isEqualTo("ISSUED 1");
        assertThat(claimAll(60)).hasSize(TOTAL - 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "pending"})
    void aKeyIsMissing(String key) {
        List<CouponIssueRequested> winners = issued(5);
        List<CouponIssueRequested> waiting = coupon.admit(5);
        CouponKeys keys = coupon.keys();
        redis.delete(key.equals("tickets") ? keys.tickets() : keys.pending());

        recovery.round();
        assertThat(told(waiting.getFirst().userId())).isEqualTo("NO_GATE");
        requests.send(waiting);
        drain();
        rebuild();

        assertThat(told(winners.getFirst().userId())).isEqualTo("ISSUED 1");
        assertThat(told(waiting.getLast().userId())).isEqualTo("ISSUED 10");
        assertThat(coupon.books().balance()).as("%s", coupon.books()).isTrue();
    }

    /**
     * An older self under the same run_id, as DEBUG RELOAD or RESTORE would bring: a claim proves
     * it.
     */
    @Test
    void goneBackInTime() {
        List<CouponIssueRequested> winners = coupon.admit(10);
        redis.opsForHash().put(coupon.keys().gate(), "admitted", "6");
        winners.subList(6, 10)
                .forEach(
                        lost -> {
                            redis.opsForHash().delete(coupon.keys().tickets(), "" + lost.userId());
                            redis.opsForZSet().remove(coupon.keys().pending(), "" + lost.userId());
                        });
        recovery.round();
        assertThat(row.row().epoch()).as("nothing to be seen").isEqualTo(1);

        work(winners);

        assertThat(told(1)).as("at once, without any worker's look").isEqualTo("NO_GATE");
        rebuild();
        assertThat(told(winners.getLast().userId())).isEqualTo("ISSUED 10");
        assertThat(claimAll(60)).hasSize(TOTAL - 10);
    }

    /** An old primary that was cut off and comes back; its run_id is as it was. */
    @Test
    void theGateOfAnOlderEpochIsShut() {
        issued(5);
        database.sql("update coupon set epoch = 4 where id = ?").param(coupon.id()).update();

        recovery.round();
        assertThat(told(1)).isEqualTo("NO_GATE");
        rebuild();

        assertThat(row.row().epoch()).isEqualTo(5);
        assertThat(claimAll(60)).hasSize(TOTAL - 5);
    }

    @Test
    void anEditDuringTheRebuildIsInTheGate() {
        issued(5);
        empty();
        recovery.round();
        database.sql(
                        "update coupon set total_quantity = 60, version = 2, announce_after = null"
                                + " where id = ?")
                .param(coupon.id())
                .update();
        later(RebuildWorkers.GRACE);
        recovery.round();

        assertThat(redis.opsForHash().get(coupon.keys().gate(), "version")).isEqualTo("2");
        assertThat(claimAll(70)).hasSize(55);
        assertThat(row.row().announced()).as("due again").isFalse();
    }

    /** Whatever step it was at, the next worker begins anew, and the sleeper can do no harm. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aWorkerDiesInTheMiddle(int step) {
        List<CouponIssueRequested> winners = issued(18);
        empty();
        recovery.round();
        later(RebuildWorkers.GRACE);
        AtomicInteger steps = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                rebuilder.advance(
                                        () -> {
                                            if (steps.incrementAndGet() == step) {
                                                throw new Crash();
                                            }
                                            return true;
                                        }))
                .isInstanceOf(Crash.class);
        assertThat(told(1)).isEqualTo("NO_GATE");

        rebuild(worker(workers.rebuilder(row, topic, nanos::get)));

        assertThat(row.row().epoch()).isEqualTo(3);
        assertAllIsWell(winners);
    }

    @Test
    void aWorkerThatSleptIsFenced() {
        List<CouponIssueRequested> winners = issued(18);
        empty();
        recovery.round(); // epoch 2 is shut, and this worker falls asleep
        Recovery next = worker(workers.rebuilder(row, topic, nanos::get));
        next.round(); // epoch 3 is shut

        later(RebuildWorkers.GRACE);
        rebuilder.advance(() -> true);
        RebuildKeys keys = new RebuildKeys(redis);
        assertThat(keys.clear(coupon.id(), 2)).isFalse();
        assertThat(keys.load(coupon.id(), 2, List.of())).isEmpty();
        assertThat(keys.loadSlots(coupon.id(), 2, List.of(1L))).isFalse();
        assertThat(keys.open(row.row(), 2, 0, row.expires(row.row()))).isFalse();
        assertThat(keys.close(coupon.id(), 2, row.expires(row.row()))).isEmpty();
        assertThat(told(1)).isEqualTo("NO_GATE");
        next.round();

        assertThat(keys.clear(coupon.id(), 3)).as("it is open").isFalse();
        assertAllIsWell(winners);
    }

    /** The gate is open, and nobody has written that down. */
    @Test
    void aWorkerDiesAfterTheGateIsOpen() {
        List<CouponIssueRequested> winners = issued(5);
        empty();
        rebuild();
        database.sql("update coupon set rebuild_since = '2026-01-01' where id = ?")
                .param(coupon.id())
                .update();
        claimAll(3);

        recovery.round();

        assertThat(row.row().rebuildSince()).isEmpty();
        assertThat(row.row().epoch()).isEqualTo(2);
        assertThat(told(winners.getFirst().userId())).isEqualTo("ISSUED 1");
        assertThat(claimAll(60)).hasSize(TOTAL - 8);
    }

    /** Found by the model: a discarded claim has a ticket and a slot, and was counted twice. */
    @Test
    void theTicketsAreMissingAndSomeClaimWasDiscarded() {
        CouponIssueRequested claim = coupon.admit(1).getFirst();
        CouponKeys keys = coupon.keys();
        String user = Long.toString(claim.userId());
        redis.opsForZSet().remove(keys.pending(), user);
        redis.opsForHash().put(keys.rejected(), user, "DISCARDED");
        redis.opsForZSet().add(keys.returned(), user + ":" + claim.sequence(), 0);
        redis.opsForHash().increment(keys.gate(), "discarded", 1);
        assertThat(told(claim.userId())).startsWith("REJECTED");
        redis.delete(keys.tickets());

        assertThat(told(1)).isEqualTo("NO_GATE");
        recovery.round();

        assertThat(row.row().epoch()).isEqualTo(2);
    }

    /** Found by the model: a user is told one ending, and the books count him once. */
    @ParameterizedTest
    @CsvSource({"DISCARDED, DISCARDED", "REJECTED, SOLD_OUT"})
    void theUnreadableRecordOfAnEndedClaimComesAgainInTheMiddle(
            RecordedClaim.Ending ending, String reason) {
        CouponIssueRequested claim = coupon.admit(1).getFirst();
        empty();
        RebuildKeys keys = new RebuildKeys(redis);
        assertThat(keys.close(coupon.id(), 2, row.expires(row.row()))).isPresent();
        assertThat(keys.clear(coupon.id(), 2)).isTrue();
        FailedClaim again =
                new FailedClaim(coupon.id(), claim.userId(), claim.sequence(), "MALFORMED_VALUE");
        progress.fail(coupon.id(), List.of(again));
        assertThat(coupon.books().failed()).containsOnlyKeys(claim.userId());

        assertThat(
                        keys.load(
                                coupon.id(),
                                2,
                                List.of(
                                        new RecordedClaim(
                                                claim.userId(), claim.sequence(), ending, reason))))
                .isPresent();

        assertThat(coupon.books().failed()).isEmpty();
        assertThat(coupon.books().rejected()).isEqualTo(Map.of(claim.userId(), reason));
    }

    /** Found by the model: nothing but the database knows how far that gate may have come. */
    @Test
    void aGateThatNobodyWroteDownIsLostAndItsSequencesAreNotGivenAgain() {
        issued(5);
        empty();
        recovery.round();
        later(RebuildWorkers.GRACE);
        row.killAfterOpening(true);
        assertThatThrownBy(recovery::round).hasMessage("killed");
        List<CouponIssueRequested> unsent = claimAll(TOTAL);
        assertThat(unsent).hasSize(TOTAL - 5);
        empty();

        row.killAfterOpening(false);
        rebuild(worker(workers.rebuilder(row, topic, nanos::get)));

        assertThat(claimAll(1).getFirst().sequence()).isGreaterThan(unsent.getLast().sequence());
    }

    /** Redis is lost once more while its gate is being filled. */
    @Test
    void itIsLostAgainInTheMiddle() {
        List<CouponIssueRequested> winners = issued(18);
        empty();
        recovery.round();
        later(RebuildWorkers.GRACE);
        AtomicInteger steps = new AtomicInteger();
        rebuilder.advance(
                () -> {
                    if (steps.incrementAndGet() == 3) {
                        empty();
                    }
                    return true;
                });
        assertThat(told(1)).isEqualTo("NO_GATE");

        rebuild();
        assertAllIsWell(winners);
    }

    /** Several workers whose leases are far too short, and messages that come all the while. */
    @Test
    void manyWorkersAtOnce() {
        List<CouponIssueRequested> winners = issued(18);
        List<CouponIssueRequested> late = coupon.admit(7);
        empty();
        String lease = workers.newLease();
        try (ExecutorService threads = Executors.newFixedThreadPool(3);
                var _ = intakes.start(requests)) {
            for (int i = 0; i < 3; i++) {
                Recovery one =
                        workers.recovery(
                                row,
                                workers.rebuilder(row, topic, () -> System.nanoTime() * 10),
                                topic,
                                new Lease(database, lease, Duration.ofMillis(200)),
                                System::nanoTime);
                threads.execute(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()
                                    && (row.row().epoch() == 1
                                            || row.row().rebuildSince().isPresent())) {
                                one.round();
                            }
                        });
            }
            late.forEach(claim -> requests.send(List.of(claim)));
            Patience.await()
                    .until(() -> row.row().epoch() > 1 && row.row().rebuildSince().isEmpty());
            requests.awaitAllCommitted();
            threads.shutdownNow();
        }
        assertThat(late)
                .allSatisfy(
                        claim ->
                                assertThat(told(claim.userId()))
                                        .isEqualTo("ISSUED " + claim.sequence()));
        work(claimAll(60));
        assertThat(winners)
                .allSatisfy(claim -> assertThat(told(claim.userId())).startsWith("ISSUED"));
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private void assertAllIsWell(List<CouponIssueRequested> winners) {
        assertThat(winners)
                .allSatisfy(
                        winner ->
                                assertThat(told(winner.userId()))
                                        .isEqualTo("ISSUED " + winner.sequence()));
        work(claimAll(60));
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.rejected()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private Recovery worker(Rebuilder itsRebuilder) {
        Lease lease = new Lease(database, workers.newLease(), Duration.ofMinutes(1));
        return workers.recovery(row, itsRebuilder, topic, lease, nanos::get);
    }

    private void rebuild() {
        rebuild(recovery);
    }

    private void rebuild(Recovery worker) {
        worker.round();
        later(RebuildWorkers.GRACE);
        worker.round();
        assertThat(row.row().rebuildSince()).as("rebuilt").isEmpty();
    }

    private List<CouponIssueRequested> issued(int claims) {
        List<CouponIssueRequested> admitted = coupon.admit(claims);
        work(admitted);
        return admitted;
    }

    private void work(List<CouponIssueRequested> claims) {
        requests.send(claims);
        drain();
    }

    private void drain() {
        try (var _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }
    }

    private List<CouponIssueRequested> claimAll(int users) {
        return workers.claimAll(
                coupon.id(), LongStream.range(0, users).map(_ -> WorkerApi.newUser()));
    }

    private static LongStream users(CouponIssueRequested claim) {
        return LongStream.of(claim.userId());
    }

    private String told(long user) {
        return workers.told(coupon.id(), user);
    }

    private void empty() {
        CouponKeys keys = coupon.keys();
        redis.delete(
                List.of(
                        keys.gate(),
                        keys.tickets(),
                        keys.pending(),
                        keys.rejected(),
                        keys.failed(),
                        keys.returned(),
                        keys.direct()));
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
