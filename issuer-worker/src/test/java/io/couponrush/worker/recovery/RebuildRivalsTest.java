package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Who rebuilds dies, sleeps or is overtaken, by other workers, an old gate, or another loss. */
class RebuildRivalsTest extends RebuildCase {

    /** Like a kill in the middle of a step. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
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
        Patience.await() // the worker of these tests has an announcer, which may be fast
                .untilAsserted(
                        () ->
                                assertThat(
                                                database.sql(
                                                                "select announced_version from"
                                                                        + " coupon where id = ?")
                                                        .param(coupon.id())
                                                        .query(Long.class)
                                                        .single())
                                        .as("announced again, with the edit")
                                        .isEqualTo(2));
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
    void manyWorkersAtOnce() throws Exception {
        List<CouponIssueRequested> winners = issued(18);
        List<CouponIssueRequested> late = coupon.admit(7);
        empty();
        String lease = workers.newLease();
        try (ExecutorService threads = Executors.newFixedThreadPool(3);
                var _ = intakes.start(requests);
                AutoCloseable _ = threads::shutdownNow) {
            for (int i = 0; i < 3; i++) {
                Recovery one =
                        workers.recovery(
                                row,
                                workers.rebuilder(row, topic, () -> System.nanoTime() * 10),
                                topic,
                                new Lease(database, lease, Duration.ofMillis(200)),
                                System::nanoTime);
                threads.execute(() -> untilRebuilt(one));
            }
            late.forEach(claim -> requests.send(List.of(claim)));
            Patience.await().until(this::rebuilt);
            requests.awaitAllCommitted();
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

    /** Round after round, whatever they throw. */
    private void untilRebuilt(Recovery worker) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (rebuilt()) {
                    return;
                }
                worker.round();
            } catch (RuntimeException e) {
                System.out.println("a round failed: " + e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private boolean rebuilt() {
        return row.row().epoch() > 1 && row.row().rebuildSince().isEmpty();
    }
}
