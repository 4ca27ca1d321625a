package io.couponrush.worker.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.SentStatements;
import io.couponrush.worker.meters.WorkerMeters;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** One coupon and batch on a real database. */
@IssuingTest
class IssuerTest {

    @Autowired Issuer issuer;
    @Autowired Coupons coupons;
    @Autowired JdbcClient jdbc;
    @Autowired JdbcTemplate statements;
    @Autowired EntityManager entities;
    @Autowired TransactionOperations transaction;
    @Autowired WorkerMeters meters;

    /** What JDBC batching, rewriting and assigned ids are for; any of them missing shows here. */
    @Test
    void aBatchIsOneSelectOneInsertAndOneUpdate() {
        Offered coupon = coupons.offer(500);
        List<CouponIssueRequested> claims = coupon.admit(500);

        List<String> sent = SentStatements.during(() -> issuer.issue(coupon.id(), claims));

        assertThat(verbs(sent)).containsExactly("select", "insert", "update", "commit");
        assertThat(coupon.books().rows()).hasSize(500);
    }

    @Test
    void aRepeatedBatchOnlyReads() {
        Offered coupon = coupons.offer(100);
        List<CouponIssueRequested> claims = coupon.admit(10);
        List<Outcome> first = issuer.issue(coupon.id(), claims);
        List<Outcome> again = new ArrayList<>();

        List<String> sent =
                SentStatements.during(() -> again.addAll(issuer.issue(coupon.id(), claims)));

        assertThat(verbs(sent)).containsExactly("select", "commit");
        assertThat(again)
                .isEqualTo(
                        first.stream()
                                .map(Outcome.Issued.class::cast)
                                .map(row -> new Outcome.AlreadyIssued(row.claim(), row.issuedAt()))
                                .toList());
        assertThat(coupon.books().counter()).isEqualTo(10);
    }

    @Test
    void theOutcomeSaysWhatTheRowSays() {
        Offered coupon = coupons.offer(1);
        CouponIssueRequested claim = coupon.admit();

        List<Outcome> outcomes = issuer.issue(coupon.id(), List.of(claim));

        LocalDateTime written =
                jdbc.sql(
                                "select issued_at from user_coupon where coupon_id = :coupon"
                                        + " and user_id = :user and sequence = 1 and road = 'v3'")
                        .param("coupon", coupon.id())
                        .param("user", claim.userId())
                        .query(LocalDateTime.class)
                        .single();
        Instant issuedAt = written.toInstant(ZoneOffset.UTC);
        assertThat(outcomes).containsExactly(new Outcome.Issued(claim, issuedAt));
    }

    @Test
    void whatDoesNotFitIsIssuedAsFarAsItFitsAndRejectedFromThere() {
        Offered coupon = coupons.offer(25);
        issuer.issue(coupon.id(), coupon.admit(10));
        List<CouponIssueRequested> claims = coupon.admit(20);

        List<Outcome> outcomes = issuer.issue(coupon.id(), claims);

        assertThat(outcomes.subList(0, 15)).hasOnlyElementsOfType(Outcome.Issued.class);
        assertThat(outcomes.subList(15, 20))
                .allSatisfy(
                        outcome ->
                                assertThat(outcome)
                                        .isInstanceOfSatisfying(
                                                Outcome.Rejected.class,
                                                rejected ->
                                                        assertThat(rejected.reason())
                                                                .isEqualTo(
                                                                        RejectionReason.SOLD_OUT)));
        assertThat(coupon.books().rows()).hasSize(25);
        assertThat(coupon.books().counter()).isEqualTo(25);
    }

    @Test
    void whoHasARowIsIssuedEvenWhenAllIsGone() {
        Offered coupon = coupons.offer(5);
        List<CouponIssueRequested> winners = coupon.admit(5);
        issuer.issue(coupon.id(), winners);
        List<CouponIssueRequested> mixed = new ArrayList<>(winners);
        mixed.addAll(coupon.admit(5));

        List<Outcome> outcomes = issuer.issue(coupon.id(), mixed);

        assertThat(outcomes.subList(0, 5)).hasOnlyElementsOfType(Outcome.AlreadyIssued.class);
        assertThat(outcomes.subList(5, 10)).hasOnlyElementsOfType(Outcome.Rejected.class);
        assertThat(coupon.books().counter()).isEqualTo(5);
    }

    @Test
    void anUnknownCouponIsRejected() {
        Offered coupon = coupons.unknown(5);

        assertThat(issuer.issue(coupon.id(), coupon.admit(3)))
                .extracting(outcome -> ((Outcome.Rejected) outcome).reason())
                .containsOnly(RejectionReason.COUPON_UNKNOWN)
                .hasSize(3);
        assertThat(coupon.books().rows()).isEmpty();
    }

    @Test
    void manyAtOnceNeverGiveOutMoreThanThereIs() throws Exception {
        Offered coupon = coupons.offer(333);
        List<List<CouponIssueRequested>> batches =
                IntStream.range(0, 20).mapToObj(_ -> coupon.admit(25)).toList();

        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<List<Outcome>>> work = new ArrayList<>();
            for (List<CouponIssueRequested> batch : batches) {
                work.add(() -> issuer.issue(coupon.id(), batch));
            }
            for (Future<List<Outcome>> done : threads.invokeAll(work)) {
                outcomes.addAll(done.get());
            }
        }

        assertThat(coupon.books().rows()).hasSize(333);
        assertThat(coupon.books().counter()).isEqualTo(333);
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(333);
        assertThat(outcomes).filteredOn(Outcome.Rejected.class::isInstance).hasSize(167);
    }

    /**
     * Two workers hold the same claims and neither has seen the other's rows: the unique key stops
     * the second, its counter is rolled back with its rows, and its next try finds the rows.
     */
    @Test
    void ofTwoWhoIssueTheSameClaimsAtOnceOneMustTryAgain() throws Exception {
        Offered coupon = coupons.offer(100);
        List<CouponIssueRequested> claims = coupon.admit(50);
        CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
        IssueLedger ledger =
                new IssueLedger(statements, entities) {
                    @Override
                    Seen look(long couponId, List<CouponIssueRequested> batch) {
                        Seen seen = super.look(couponId, batch);
                        await(bothHaveLooked);
                        return seen;
                    }
                };
        Issuer racing = new Issuer(ledger, transaction, meters, Clock.systemUTC());

        List<Future<List<Outcome>>> both;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<List<Outcome>> issuing = () -> racing.issue(coupon.id(), claims);
            both = threads.invokeAll(List.of(issuing, issuing));
        }

        assertThat(both)
                .extracting(Future::state)
                .containsExactlyInAnyOrder(Future.State.SUCCESS, Future.State.FAILED);
        assertThat(both)
                .filteredOn(one -> one.state() == Future.State.FAILED)
                .extracting(Future::exceptionNow)
                .hasOnlyElementsOfType(PersistenceException.class);
        assertThat(coupon.books().rows()).hasSize(50);
        assertThat(coupon.books().counter()).isEqualTo(50);
        assertThat(issuer.issue(coupon.id(), claims))
                .hasOnlyElementsOfType(Outcome.AlreadyIssued.class);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first words of what was sent, without the driver's own housekeeping. */
    private static List<String> verbs(List<String> sent) {
        return sent.stream()
                .map(sql -> sql.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT))
                .filter(verb -> !verb.equals("set"))
                .toList();
    }
}
