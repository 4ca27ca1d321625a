package io.couponrush.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.progress.Settlement.Settled;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code settle.lua} on a real Redis. */
@IssuingTest
class SettlementTest {

    /** A fixed clock near enough to now that nothing expires during the test. */
    private final Instant now = Instant.now();

    @Autowired StringRedisTemplate redis;
    @Autowired Coupons coupons;

    private Settlement settlement;
    private Offered coupon;

    @BeforeEach
    void start() {
        settlement = new Settlement(redis, Duration.ofDays(7), Clock.fixed(now, ZoneOffset.UTC));
        coupon = coupons.offer(100);
    }

    @Test
    void issuedLeavesPendingAndIsNotedNowhere() {
        List<CouponIssueRequested> claims = coupon.admit(3);

        Settled settled =
                settlement.settle(
                        coupon.id(),
                        List.of(issued(claims.get(0)), alreadyIssued(claims.get(2))),
                        List.of());

        assertThat(settled).isEqualTo(new Settled(2, 0, Map.of(), 0, 0));
        Books books = coupon.books();
        assertThat(books.pending()).containsOnlyKeys(claims.get(1).userId());
        assertThat(books.rejected()).isEmpty();
        assertThat(books.failed()).isEmpty();
    }

    @Test
    void rejectedMovesFromPendingWithItsReason() {
        CouponIssueRequested soldOut = coupon.admit();
        CouponIssueRequested unknown = coupon.admit();

        Settled settled =
                settlement.settle(
                        coupon.id(),
                        List.of(
                                rejected(soldOut, RejectionReason.SOLD_OUT),
                                rejected(unknown, RejectionReason.COUPON_UNKNOWN)),
                        List.of());

        assertThat(settled.rejected())
                .isEqualTo(Map.of(RejectionReason.SOLD_OUT, 1, RejectionReason.COUPON_UNKNOWN, 1));
        Books books = coupon.books();
        assertThat(books.pending()).isEmpty();
        assertThat(books.rejected())
                .isEqualTo(
                        Map.of(
                                soldOut.userId(), "SOLD_OUT",
                                unknown.userId(), "COUPON_UNKNOWN"));
    }

    @Test
    void failedMovesFromPendingWithItsReason() {
        CouponIssueRequested claim = coupon.admit();

        Settled settled = settlement.settle(coupon.id(), List.of(), List.of(failed(claim)));

        assertThat(settled).isEqualTo(new Settled(0, 0, Map.of(), 1, 0));
        assertThat(coupon.books().pending()).isEmpty();
        assertThat(coupon.books().failed()).isEqualTo(Map.of(claim.userId(), "MALFORMED_VALUE"));
    }

    @Test
    void theSameCallAgainChangesNothing() {
        List<Outcome> outcomes =
                List.of(issued(coupon.admit()), rejected(coupon.admit(), RejectionReason.SOLD_OUT));
        List<FailedClaim> failures = List.of(failed(coupon.admit()));
        coupon.admit();
        settlement.settle(coupon.id(), outcomes, failures);
        Books once = coupon.books();

        assertThat(settlement.settle(coupon.id(), outcomes, failures))
                .isEqualTo(new Settled(0, 0, Map.of(), 0, 0));
        assertThat(coupon.books()).isEqualTo(once);
    }

    @Test
    void issuedWinsOverAnEarlierRejectionOrFailure() {
        CouponIssueRequested first = coupon.admit();
        CouponIssueRequested second = coupon.admit();
        settlement.settle(
                coupon.id(),
                List.of(rejected(first, RejectionReason.SOLD_OUT)),
                List.of(failed(second)));

        settlement.settle(coupon.id(), List.of(issued(first), issued(second)), List.of());

        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(coupon.books().failed()).isEmpty();
    }

    /** The row is v1's, so the gate must count the claim in another place, and once. */
    @Test
    void whoHasTheCouponFromElsewhereIsCountedOnceWhereverTheClaimWas() {
        CouponIssueRequested waits = coupon.admit();
        CouponIssueRequested rejected = coupon.admit();
        CouponIssueRequested failed = coupon.admit();
        settlement.settle(
                coupon.id(),
                List.of(rejected(rejected, RejectionReason.SOLD_OUT)),
                List.of(failed(failed)));
        List<Outcome> all = List.of(elsewhere(waits), elsewhere(rejected), elsewhere(failed));

        assertThat(settlement.settle(coupon.id(), all, List.of()))
                .isEqualTo(new Settled(0, 3, Map.of(), 0, 1));
        assertThat(settlement.settle(coupon.id(), all, List.of()))
                .isEqualTo(new Settled(0, 0, Map.of(), 0, 0));
        Books books = coupon.books();
        assertThat(books.elsewhere()).isEqualTo(3);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void withoutAGateNothingIsCountedElsewhere() {
        CouponIssueRequested claim = coupon.admit();
        redis.delete(coupon.keys().gate());

        settlement.settle(coupon.id(), List.of(elsewhere(claim)), List.of());

        assertThat(redis.hasKey(coupon.keys().gate())).isFalse();
    }

    @Test
    void aSettledClaimIsNoLongerDirect() {
        List<CouponIssueRequested> claims = coupon.admit(5);
        claims.forEach(claim -> redis.opsForSet().add(coupon.keys().direct(), "" + claim.userId()));

        settlement.settle(
                coupon.id(),
                List.of(
                        issued(claims.get(0)),
                        elsewhere(claims.get(1)),
                        rejected(claims.get(2), RejectionReason.SOLD_OUT)),
                List.of(failed(claims.get(3))));

        assertThat(redis.opsForSet().members(coupon.keys().direct()))
                .containsExactly("" + claims.get(4).userId());
    }

    /** A worker that was paused for long, or a forged record, comes late. */
    @Test
    void nothingIsTakenBackFromAClaimThatIsNotPending() {
        CouponIssueRequested claim = coupon.admit();
        settlement.settle(coupon.id(), List.of(issued(claim)), List.of());

        settlement.settle(
                coupon.id(),
                List.of(rejected(claim, RejectionReason.SOLD_OUT)),
                List.of(failed(claim)));

        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(coupon.books().failed()).isEmpty();
    }

    /** Failed until the replay has come to its end; then issued, rejected, or failed anew. */
    @Test
    void aReplayedClaimEndsAsItsReplayEnds() {
        List<CouponIssueRequested> claims = coupon.admit(4);
        settlement.settle(
                coupon.id(), List.of(), claims.stream().map(SettlementTest::failed).toList());
        for (CouponIssueRequested claim : claims.subList(0, 3)) {
            redis.opsForHash()
                    .put(
                            coupon.keys().failed(),
                            "" + claim.userId(),
                            "REPLAYED:" + claim.sequence());
        }

        Settled settled =
                settlement.settle(
                        coupon.id(),
                        List.of(
                                issued(claims.get(0)),
                                rejected(claims.get(1), RejectionReason.SOLD_OUT),
                                rejected(claims.get(3), RejectionReason.SOLD_OUT)),
                        List.of(
                                failed(coupon.forge(claims.get(2))),
                                new FailedClaim(
                                        coupon.id(),
                                        claims.get(2).userId(),
                                        claims.get(2).sequence(),
                                        "UNEXPECTED_ERROR")));

        assertThat(settled).isEqualTo(new Settled(0, 0, Map.of(RejectionReason.SOLD_OUT, 1), 1, 3));
        Books books = coupon.books();
        assertThat(books.rejected()).isEqualTo(Map.of(claims.get(1).userId(), "SOLD_OUT"));
        assertThat(books.failed())
                .isEqualTo(
                        Map.of(
                                claims.get(2).userId(), "UNEXPECTED_ERROR",
                                claims.get(3).userId(), "MALFORMED_VALUE"));
    }

    @Test
    void aFailureThatNamesAnotherSequenceIsNotThisClaims() {
        CouponIssueRequested claim = coupon.admit();

        settlement.settle(coupon.id(), List.of(), List.of(failed(coupon.forge(claim))));

        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());
        assertThat(coupon.books().failed()).isEmpty();
    }

    @Test
    void whatIsNotedExpiresWithTheCoupon() {
        settlement.settle(
                coupon.id(),
                List.of(rejected(coupon.admit(), RejectionReason.SOLD_OUT)),
                List.of(failed(coupon.admit())));

        assertExpiry(coupon.expires());
    }

    @Test
    void withoutAGateItExpiresAfterTheRetention() {
        CouponIssueRequested rejected = coupon.admit();
        CouponIssueRequested failed = coupon.admit();
        redis.delete(coupon.keys().gate());

        settlement.settle(
                coupon.id(),
                List.of(rejected(rejected, RejectionReason.SOLD_OUT)),
                List.of(failed(failed)));

        assertExpiry(now.plus(Duration.ofDays(7)));
    }

    @Test
    void theLargestChunkFitsTheScript() {
        List<Outcome> outcomes = new ArrayList<>();
        for (CouponIssueRequested claim : coupon.admit(Settlement.CHUNK)) {
            outcomes.add(issued(claim));
        }

        assertThat(settlement.settle(coupon.id(), outcomes, List.of()).issued())
                .isEqualTo(Settlement.CHUNK);
    }

    private void assertExpiry(Instant expiry) {
        for (String key : List.of(coupon.keys().rejected(), coupon.keys().failed())) {
            long left = redis.getExpire(key, TimeUnit.MILLISECONDS);
            assertThat(Instant.now().plusMillis(left))
                    .as(key)
                    .isBetween(expiry.minusSeconds(60), expiry.plusSeconds(60));
        }
    }

    private Outcome issued(CouponIssueRequested claim) {
        return new Outcome.Issued(claim, now);
    }

    private Outcome elsewhere(CouponIssueRequested claim) {
        return new Outcome.IssuedElsewhere(claim, now);
    }

    private Outcome alreadyIssued(CouponIssueRequested claim) {
        return new Outcome.AlreadyIssued(claim, now);
    }

    private Outcome rejected(CouponIssueRequested claim, RejectionReason reason) {
        return new Outcome.Rejected(claim, reason, now);
    }

    private static FailedClaim failed(CouponIssueRequested claim) {
        return new FailedClaim(
                claim.couponId(), claim.userId(), claim.sequence(), "MALFORMED_VALUE");
    }
}
