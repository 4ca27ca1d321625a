package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.CouponIssued;
import io.couponrush.events.CouponRejected;
import io.couponrush.events.EventCodec;
import io.couponrush.events.RejectionReason;
import io.couponrush.events.Topics;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Reading;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * From the record to the row and its result, on real servers. A rebalance may bring claims twice,
 * and then readers see a result once or more.
 */
@IssuingTest
class IntakeTest {

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;

    private Requests requests;
    private Reading results;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        requests = broker.requests(4);
        results = broker.reading(Topics.ISSUE_RESULTS);
    }

    @AfterEach
    void end() {
        results.close();
    }

    @Test
    void everyClaimBecomesARowAndAResult() {
        Offered coupon = coupons.offer(1_000);
        List<CouponIssueRequested> claims = coupon.admit(1_000);

        work(claims);

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(1_000);
        claims.forEach(
                claim -> assertThat(books.rows()).containsEntry(claim.userId(), claim.sequence()));
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(issued(coupon).stream().distinct())
                .extracting(CouponIssued::userId)
                .containsExactlyInAnyOrderElementsOf(users(claims));
    }

    @Test
    void aPollMayHoldManyCoupons() {
        List<Offered> offers = Stream.generate(() -> coupons.offer(10)).limit(10).toList();
        List<CouponIssueRequested> claims = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            offers.forEach(coupon -> claims.add(coupon.admit()));
        }

        work(claims);

        assertThat(offers)
                .allSatisfy(
                        coupon -> {
                            assertThat(coupon.books().rows()).hasSize(10);
                            assertThat(coupon.books().balance()).isTrue();
                        });
    }

    @Test
    void aBatchThatComesThreeTimesIsIssuedOnce() {
        Offered coupon = coupons.offer(500);
        List<CouponIssueRequested> claims = coupon.admit(100);

        work(claims);
        work(claims);
        work(claims);

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(100);
        assertThat(books.counter()).isEqualTo(100);
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(issued(coupon)).hasSizeGreaterThanOrEqualTo(300);
        assertThat(issued(coupon).stream().distinct()).as("all say the same").hasSize(100);
    }

    /** Different partitions and different polls; none of it should happen, all of it can. */
    @Test
    void aUserWhoComesOnSeveralWaysIsIssuedOnce() {
        Offered coupon = coupons.offer(500);
        List<CouponIssueRequested> claims = coupon.admit(50);
        List<CouponIssueRequested> forged = claims.stream().map(coupon::forge).toList();
        requests.send(0, claims);
        requests.send(1, forged);
        requests.send(1, claims);

        try (Running _ = intakes.start(requests, 4)) {
            requests.awaitAllCommitted();
            requests.send(2, forged);
            requests.awaitAllCommitted();
        }

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(50);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void moreRequestsThanCouponsFillTheTotalExactly() {
        Offered coupon = coupons.offer(333);
        List<CouponIssueRequested> claims = coupon.admit(1_000);

        work(claims);

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(333);
        assertThat(books.rejected()).hasSize(667).containsValue("SOLD_OUT");
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(issued(coupon).stream().distinct()).hasSize(333);
        assertThat(rejected(coupon))
                .allMatch(result -> result.reason() == RejectionReason.SOLD_OUT)
                .extracting(CouponRejected::userId)
                .hasSameElementsAs(books.rejected().keySet());
    }

    @Test
    void onOnePartitionTheFirstInSequenceWin() {
        Offered coupon = coupons.offer(100);
        List<CouponIssueRequested> claims = coupon.admit(700);
        requests.send(0, claims);

        try (Running _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }

        assertThat(coupon.books().rows().keySet())
                .containsExactlyInAnyOrderElementsOf(users(claims.subList(0, 100)));
        assertThat(issued(coupon)).as("by one who works alone: once").hasSize(100);
        assertThat(rejected(coupon)).hasSize(600);
    }

    @Test
    void aCouponThatTheDatabaseDoesNotKnowIsRejected() {
        Offered coupon = coupons.unknown(10);
        List<CouponIssueRequested> claims = coupon.admit(10);

        work(claims);

        Books books = coupon.books();
        assertThat(books.rejected()).hasSize(10).containsValue("COUPON_UNKNOWN");
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(rejected(coupon))
                .extracting(CouponRejected::userId)
                .hasSameElementsAs(users(claims));
    }

    private void work(List<CouponIssueRequested> claims) {
        requests.send(claims);
        try (Running _ = intakes.start(requests, 4)) {
            requests.awaitAllCommitted();
        }
    }

    private static List<Long> users(List<CouponIssueRequested> claims) {
        return claims.stream().map(CouponIssueRequested::userId).toList();
    }

    private List<CouponIssued> issued(Offered coupon) {
        return results(coupon, CouponIssued.class);
    }

    private List<CouponRejected> rejected(Offered coupon) {
        return results(coupon, CouponRejected.class);
    }

    private <E> List<E> results(Offered coupon, Class<E> type) {
        return results.wanted(_ -> true).stream()
                .map(EventCodec::read)
                .filter(event -> event.couponId() == coupon.id())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
