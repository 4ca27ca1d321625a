package io.couponrush.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.progress.Settlement.Settled;
import io.couponrush.worker.sim.NoDatabase;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * {@code settle.lua} on a real Redis.
 *
 * <p>Long, because the script is: one test for each line of its invariant.
 */
@IssuingTest
class SettlementTest {

    /** A fixed clock near enough to now that nothing expires during the test. */
    private final Instant now = Instant.now();

    @Autowired StringRedisTemplate redis;
    @Autowired Coupons coupons;

    private Settlement settlement;
    private Epochs epochs;
    private Offered coupon;

    @BeforeEach
    void start() {
        epochs = new Epochs();
        settlement =
                new Settlement(redis, epochs, Duration.ofDays(7), Clock.fixed(now, ZoneOffset.UTC));
        coupon = coupons.offer(100);
    }

    @Test
    void issuedLeavesPendingAndIsNotedNowhere() {
        List<CouponIssueRequested> claims = coupon.admit(3);

        Settled settled =
                settle(List.of(issued(claims.get(0)), alreadyIssued(claims.get(2))), List.of());

        assertThat(settled).isEqualTo(settled(2, 0, Map.of(), 0, 0));
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
                settle(
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

        Settled settled = settle(List.of(), List.of(failed(claim)));

        assertThat(settled).isEqualTo(settled(0, 0, Map.of(), 1, 0));
        assertThat(coupon.books().pending()).isEmpty();
        assertThat(coupon.books().failed()).isEqualTo(Map.of(claim.userId(), "MALFORMED_VALUE"));
    }

    @Test
    void theSameCallAgainChangesNothing() {
        List<Outcome> outcomes =
                List.of(issued(coupon.admit()), rejected(coupon.admit(), RejectionReason.SOLD_OUT));
        List<FailedClaim> failures = List.of(failed(coupon.admit()));
        coupon.admit();
        settle(outcomes, failures);
        Books once = coupon.books();

        assertThat(settle(outcomes, failures)).isEqualTo(settled(0, 0, Map.of(), 0, 0));
        assertThat(coupon.books()).isEqualTo(once);
    }

    @Test
    void issuedWinsOverAnEarlierRejectionOrFailure() {
        CouponIssueRequested first = coupon.admit();
        CouponIssueRequested second = coupon.admit();
        settle(List.of(rejected(first, RejectionReason.SOLD_OUT)), List.of(failed(second)));

        settle(List.of(issued(first), issued(second)), List.of());

        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(coupon.books().failed()).isEmpty();
    }

    /** The row is v1's, so the gate must count the claim in another place, and once. */
    @Test
    void whoHasTheCouponFromElsewhereIsCountedOnceWhereverTheClaimWas() {
        CouponIssueRequested waits = coupon.admit();
        CouponIssueRequested rejected = coupon.admit();
        CouponIssueRequested failed = coupon.admit();
        settle(List.of(rejected(rejected, RejectionReason.SOLD_OUT)), List.of(failed(failed)));
        List<Outcome> all = List.of(elsewhere(waits), elsewhere(rejected), elsewhere(failed));

        assertThat(settle(all, List.of())).isEqualTo(settled(0, 3, Map.of(), 0, 1));
        assertThat(settle(all, List.of())).isEqualTo(settled(0, 0, Map.of(), 0, 0));
        Books books = coupon.books();
        assertThat(books.elsewhere()).isEqualTo(3);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void withoutAGateNothingIsCountedElsewhere() {
        CouponIssueRequested claim = coupon.admit();
        redis.delete(coupon.keys().gate());

        settle(List.of(elsewhere(claim)), List.of());

        assertThat(redis.hasKey(coupon.keys().gate())).isFalse();
    }

    @Test
    void aSettledClaimIsNoLongerDirect() {
        List<CouponIssueRequested> claims = coupon.admit(5);
        claims.forEach(claim -> redis.opsForSet().add(coupon.keys().direct(), "" + claim.userId()));

        settle(
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
        settle(List.of(issued(claim)), List.of());

        settle(List.of(rejected(claim, RejectionReason.SOLD_OUT)), List.of(failed(claim)));

        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(coupon.books().failed()).isEmpty();
    }

    /** Failed until the replay has come to its end; then issued, rejected, or failed anew. */
    @Test
    void aReplayedClaimEndsAsItsReplayEnds() {
        List<CouponIssueRequested> claims = coupon.admit(4);
        settle(List.of(), claims.stream().map(SettlementTest::failed).toList());
        for (CouponIssueRequested claim : claims.subList(0, 3)) {
            redis.opsForHash()
                    .put(
                            coupon.keys().failed(),
                            "" + claim.userId(),
                            "REPLAYED:" + claim.sequence());
        }

        Settled settled =
                settle(
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

        assertThat(settled).isEqualTo(settled(0, 0, Map.of(RejectionReason.SOLD_OUT, 1), 1, 3));
        Books books = coupon.books();
        assertThat(books.rejected()).isEqualTo(Map.of(claims.get(1).userId(), "SOLD_OUT"));
        assertThat(books.failed())
                .isEqualTo(
                        Map.of(
                                claims.get(2).userId(), "UNEXPECTED_ERROR",
                                claims.get(3).userId(), "MALFORMED_VALUE"));
    }

    /** The desk was cut off before it could tell Redis. */
    @Test
    void theSlotOfADiscardedClaimGoesToTheStockOnce() {
        CouponIssueRequested pending = coupon.warmed().admit();
        CouponIssueRequested dead = coupon.admit();
        CouponIssueRequested other = coupon.admit();
        settle(List.of(), List.of(failed(dead)));
        List<Outcome> outcomes =
                List.of(
                        rejected(pending, RejectionReason.DISCARDED),
                        rejected(dead, RejectionReason.DISCARDED),
                        rejected(
                                new CouponIssueRequested(
                                        coupon.id(), other.userId(), dead.sequence(), 1, now),
                                RejectionReason.DISCARDED));

        Settled settled = settle(outcomes, List.of());
        Books books = coupon.books();

        assertThat(settled).isEqualTo(settled(0, 0, Map.of(RejectionReason.DISCARDED, 2), 0, 1));
        assertThat(books.pending()).containsOnlyKeys(other.userId());
        assertThat(books.rejected())
                .isEqualTo(Map.of(pending.userId(), "DISCARDED", dead.userId(), "DISCARDED"));
        assertThat(books.returned())
                .containsExactlyInAnyOrder(
                        pending.userId() + ":" + pending.sequence(),
                        dead.userId() + ":" + dead.sequence());
        assertThat(redis.opsForHash().get(coupon.keys().gate(), "discarded")).isEqualTo("2");
        settle(outcomes, List.of());
        assertThat(coupon.books()).isEqualTo(books);
    }

    @Test
    void aFailureThatNamesAnotherSequenceIsNotThisClaims() {
        CouponIssueRequested claim = coupon.admit();

        settle(List.of(), List.of(failed(coupon.forge(claim))));

        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());
        assertThat(coupon.books().failed()).isEmpty();
    }

    @Test
    void whatIsNotedExpiresWithTheCoupon() {
        settle(
                List.of(rejected(coupon.admit(), RejectionReason.SOLD_OUT)),
                List.of(failed(coupon.admit())));

        assertExpiry(coupon.expires());
    }

    @Test
    void withoutAGateItExpiresAfterTheRetention() {
        CouponIssueRequested rejected = coupon.admit();
        CouponIssueRequested failed = coupon.admit();
        redis.delete(coupon.keys().gate());

        settle(List.of(rejected(rejected, RejectionReason.SOLD_OUT)), List.of(failed(failed)));

        assertExpiry(now.plus(Duration.ofDays(7)));
    }

    @Test
    void theLargestChunkFitsTheScript() {
        List<Outcome> outcomes = new ArrayList<>();
        for (CouponIssueRequested claim : coupon.admit(Settlement.CHUNK)) {
            outcomes.add(issued(claim));
        }

        assertThat(settle(outcomes, List.of()).issued()).isEqualTo(Settlement.CHUNK);
    }

    /** Redis has lost everything, the gate is being filled, and the row came after the reading. */
    @Test
    void whileTheGateIsBeingFilledEverybodySettledGetsATicket() {
        List<CouponIssueRequested> claims = coupon.warmed().admit(4);
        Object here = redis.opsForHash().get(coupon.keys().gate(), "run_id");
        empty();
        redis.opsForHash()
                .putAll(
                        coupon.keys().gate(),
                        Map.of("epoch", "2", "rebuilding", "loading", "run_id", here));

        settle(
                List.of(
                        issued(claims.get(0)),
                        rejected(claims.get(1), RejectionReason.SOLD_OUT),
                        elsewhere(claims.get(2))),
                List.of(failed(claims.get(3))));

        assertThat(redis.opsForHash().entries(coupon.keys().tickets()))
                .isEqualTo(
                        Map.of(
                                user(claims.get(0)), "1",
                                user(claims.get(1)), "2",
                                user(claims.get(2)), "3",
                                user(claims.get(3)), "4"));
        Books books = coupon.books();
        assertThat(books.pending()).isEmpty();
        assertThat(books.rejected()).containsOnlyKeys(claims.get(1).userId());
        assertThat(books.failed()).containsOnlyKeys(claims.get(3).userId());
        assertThat(books.elsewhere()).isEqualTo(1);
        assertThat(redis.opsForHash().hasKey(coupon.keys().gate(), "adopted:4")).isTrue();
    }

    @Test
    void aLateClaimTakesItsSlotOutOfTheStockAndGetsItsTicket() {
        CouponIssueRequested late = coupon.warmed().admit(2).getLast();
        rebuiltWithout(2);

        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(late))))
                .isEqualTo(new Settled(1, 0, Map.of(), 0, 0, 1, false));

        assertThat(redis.opsForHash().entries(coupon.keys().tickets()))
                .isEqualTo(Map.of(user(late), "2"));
        assertThat(coupon.books().returned()).containsExactly("0:1");
        assertThat(coupon.books().pending()).isEmpty();
    }

    /** Found by the model. Whichever the gate hears of first: all of a later raise is given out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWinnerWhoLostToALateClaimHoldsNoSlotOfALaterRaise(boolean lateFirst) {
        CouponIssueRequested late = coupon.warmed().admit(2).getLast();
        rebuiltWithout(2);
        redis.opsForHash().put(coupon.keys().gate(), "total", "2");
        List<CouponIssueRequested> winners = coupon.admit(2);
        redis.opsForHash().put(coupon.keys().gate(), "admitted", "4");
        List<Runnable> told =
                List.of(
                        () -> settle(List.of(issued(late)), List.of()),
                        () ->
                                settle(
                                        List.of(
                                                issued(winners.get(0)),
                                                rejected(winners.get(1), RejectionReason.SOLD_OUT)),
                                        List.of()));

        (lateFirst ? told : told.reversed()).forEach(Runnable::run);

        assertThat(coupon.books().returned())
                .as("4 admitted, 2 in stock, so none is left of 2")
                .containsExactlyInAnyOrder("0:1", "away:1");
        told.forEach(Runnable::run);
        assertThat(coupon.books().returned()).as("once").hasSize(2);
        assertThat(coupon.books().discarded()).as("it has a ticket as well").isOne();
    }

    /** As v1 takes them, past the gate: were its slot given again, its next owner would lose it. */
    @Test
    void aWinnerWhoLostToARowOfAnotherRoadKeepsTheSlot() {
        redis.opsForHash().put(coupon.warmed().keys().gate(), "total", "2");
        List<CouponIssueRequested> claims = coupon.admit(2);

        settle(
                List.of(issued(claims.get(0)), rejected(claims.get(1), RejectionReason.SOLD_OUT)),
                List.of());

        assertThat(coupon.books().returned()).isEmpty();
    }

    @Test
    void whileTheGateIsBeingFilledWhoeverWasTurnedAwayHoldsNoSlot() {
        CouponIssueRequested claim = coupon.warmed().admit();
        Object here = redis.opsForHash().get(coupon.keys().gate(), "run_id");
        empty();
        redis.opsForHash()
                .putAll(
                        coupon.keys().gate(),
                        Map.of("epoch", "2", "rebuilding", "loading", "run_id", here));

        settle(List.of(rejected(claim, RejectionReason.SOLD_OUT)), List.of());

        assertThat(coupon.books().returned()).containsExactly(user(claim) + ":1");
    }

    @Test
    void whoHasClaimedAgainKeepsTheNewTicket() {
        CouponIssueRequested late = coupon.warmed().admit(2).getLast();
        rebuiltWithout(2);
        redis.opsForHash().put(coupon.keys().tickets(), user(late), "3");
        redis.opsForZSet().add(coupon.keys().pending(), user(late), 3);

        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(late))))
                .isEqualTo(new Settled(1, 0, Map.of(), 0, 0, 0, false));

        assertThat(coupon.books().returned()).containsExactly("0:1", "0:2");
        assertThat(coupon.books().pending()).isEmpty();
    }

    /** Nobody took it for lost: its slot was returned by v2, say. */
    @Test
    void aStrangerGetsNoTicket() {
        CouponIssueRequested stranger = coupon.warmed().forge(coupon.admit());
        rebuiltWithout(1);

        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(stranger))).adopted()).isZero();

        assertThat(redis.hasKey(coupon.keys().tickets())).isFalse();
    }

    @Test
    void aClaimAboveTheCounterShutsTheGate() {
        CouponIssueRequested claim = coupon.warmed().admit(3).getLast();
        redis.opsForHash().put(coupon.keys().gate(), "admitted", "2");

        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(claim))).doubt()).isTrue();

        assertThat(redis.opsForHash().get(coupon.keys().gate(), "run_id")).isEqualTo("rewound");
    }

    @Test
    void aClaimOfALaterEpochShutsTheGate() {
        CouponIssueRequested claim = coupon.warmed().admit();

        assertThat(settlement.settle(coupon.id(), 2, List.of(issued(claim))).doubt()).isTrue();
        assertThat(redis.opsForHash().get(coupon.keys().gate(), "run_id")).isEqualTo("rewound");
    }

    @Test
    void aClaimOfAnEarlierEpochProvesNothing() {
        CouponIssueRequested claim = coupon.warmed().admit(3).getLast();
        redis.opsForHash().putAll(coupon.keys().gate(), Map.of("admitted", "1", "epoch", "2"));

        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(claim))).doubt()).isFalse();
    }

    @Test
    void aGateOlderThanTheDatabaseWantsIsToldNothing() {
        CouponIssueRequested claim = coupon.warmed().admit();
        epochs.wanted = 2;

        assertThatThrownBy(() -> settlement.settle(coupon.id(), 1, List.of(issued(claim))))
                .isInstanceOf(OldGateException.class)
                .hasMessageContaining("is of epoch 1 (the database's is 2)");
        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());

        redis.opsForHash().put(coupon.keys().gate(), "epoch", "2");
        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(claim))).issued()).isOne();
    }

    /**
     * Found by the model: what a promoted replica is told is lost when the old primary comes back.
     */
    @Test
    void aGateOfAnotherIncarnationIsToldNothing() {
        CouponIssueRequested claim = coupon.warmed().admit();
        Object here = redis.opsForHash().get(coupon.keys().gate(), "run_id");
        redis.opsForHash().put(coupon.keys().gate(), "run_id", "another");
        epochs.wanted = 1;

        assertThatThrownBy(() -> settlement.settle(coupon.id(), 1, List.of(issued(claim))))
                .isInstanceOf(OldGateException.class);
        assertThat(coupon.books().pending()).containsOnlyKeys(claim.userId());

        redis.opsForHash().put(coupon.keys().gate(), "run_id", Objects.requireNonNull(here));
        assertThat(settlement.settle(coupon.id(), 1, List.of(issued(claim))).issued()).isOne();
    }

    /** Of a database that was emptied: nobody makes this gate again, so nobody need wait for it. */
    @Test
    void aCouponThatTheDatabaseDoesNotKnowIsSettledAsItIs() {
        CouponIssueRequested claim = coupon.warmed().admit();
        redis.opsForHash().put(coupon.keys().gate(), "run_id", "another");
        epochs.wanted = 0;

        assertThat(
                        settlement
                                .settle(
                                        coupon.id(),
                                        1,
                                        List.of(rejected(claim, RejectionReason.COUPON_UNKNOWN)))
                                .rejected())
                .containsExactly(Map.entry(RejectionReason.COUPON_UNKNOWN, 1));
        assertThat(coupon.books().pending()).isEmpty();
    }

    /** What the database would say. */
    private static final class Epochs extends CouponEpochs {

        private long wanted;

        Epochs() {
            super(NoDatabase.CLIENT);
        }

        @Override
        public long of(long couponId) {
            return wanted;
        }
    }

    /** As after a rebuild that found nobody. */
    private void rebuiltWithout(int claims) {
        empty();
        coupon.warmed();
        redis.opsForHash()
                .putAll(coupon.keys().gate(), Map.of("epoch", "2", "admitted", "" + claims));
        for (int sequence = 1; sequence <= claims; sequence++) {
            redis.opsForZSet().add(coupon.keys().returned(), "0:" + sequence, 0);
        }
    }

    private void empty() {
        redis.delete(
                List.of(coupon.keys().gate(), coupon.keys().tickets(), coupon.keys().pending()));
    }

    private static String user(CouponIssueRequested claim) {
        return Long.toString(claim.userId());
    }

    private Settled settle(List<Outcome> outcomes, List<FailedClaim> failures) {
        Settled settled = settlement.settle(coupon.id(), 1, outcomes);
        Settled failed = settlement.fail(coupon.id(), failures);
        return settled(
                settled.issued(),
                settled.elsewhere(),
                settled.rejected(),
                failed.failed(),
                settled.revived() + failed.revived());
    }

    private static Settled settled(
            int issued,
            int elsewhere,
            Map<RejectionReason, Integer> rejected,
            int failed,
            int revived) {
        return new Settled(issued, elsewhere, rejected, failed, revived, 0, false);
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
