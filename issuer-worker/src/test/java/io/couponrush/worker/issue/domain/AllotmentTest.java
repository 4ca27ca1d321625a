package io.couponrush.worker.issue.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.worker.issue.domain.Outcome.AlreadyIssued;
import io.couponrush.worker.issue.domain.Outcome.Issued;
import io.couponrush.worker.issue.domain.Outcome.IssuedElsewhere;
import io.couponrush.worker.issue.domain.Outcome.Rejected;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class AllotmentTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Held ROW = new Held.Row(BEFORE, true);

    @Test
    void anUnreadStockLeavesTheJudgementToTheGuard() {
        CouponIssueRequested first = claim(11, 1);
        CouponIssueRequested second = claim(12, 2);

        assertThat(Allotment.of(List.of(first, second), Map.of(), new Stock.Unread(), NOW))
                .containsExactly(new Issued(first, NOW), new Issued(second, NOW));
    }

    /** Its slot went to somebody else; the user's next ticket is another claim. */
    @Test
    void aDiscardedClaimTakesNoStockAndIsRejectedHoweverOftenItComes() {
        CouponIssueRequested discarded = claim(11, 1);
        CouponIssueRequested fresh = claim(12, 2);
        Map<Long, Held> held = Map.of(11L, new Held.Discarded(1, BEFORE));

        assertThat(Allotment.of(List.of(discarded, fresh, discarded), held, new Stock.Left(1), NOW))
                .containsExactly(
                        new Rejected(discarded, RejectionReason.DISCARDED, BEFORE),
                        new Rejected(discarded, RejectionReason.DISCARDED, BEFORE),
                        new Issued(fresh, NOW));
        CouponIssueRequested later = claim(11, 3);
        assertThat(Allotment.of(List.of(later), held, new Stock.Left(1), NOW))
                .containsExactly(new Issued(later, NOW));
    }

    @Test
    void theStockGoesToTheLowestSequencesHoweverTheClaimsArrive() {
        CouponIssueRequested first = claim(13, 1);
        CouponIssueRequested second = claim(11, 2);
        CouponIssueRequested third = claim(12, 3);

        assertThat(Allotment.of(List.of(third, first, second), Map.of(), new Stock.Left(2), NOW))
                .containsExactly(
                        new Issued(first, NOW),
                        new Issued(second, NOW),
                        new Rejected(third, RejectionReason.SOLD_OUT, NOW));
    }

    @Test
    void whoHoldsTheCouponIsNeverRejectedAndTakesNoStock() {
        CouponIssueRequested held = claim(11, 1);
        CouponIssueRequested fresh = claim(12, 2);

        assertThat(Allotment.of(List.of(held, fresh), Map.of(11L, ROW), new Stock.Left(1), NOW))
                .containsExactly(new AlreadyIssued(held, BEFORE), new Issued(fresh, NOW));
        assertThat(Allotment.of(List.of(held), Map.of(11L, ROW), new Stock.Left(0), NOW))
                .containsExactly(new AlreadyIssued(held, BEFORE));
    }

    @Test
    void aRowWithoutATicketIsFromElsewhere() {
        CouponIssueRequested claim = claim(11, 1);
        CouponIssueRequested again = claim(11, 2);
        Map<Long, Held> held = Map.of(11L, new Held.Row(BEFORE, false));

        assertThat(Allotment.of(List.of(claim, again), held, new Stock.Left(0), NOW))
                .containsExactly(
                        new IssuedElsewhere(claim, BEFORE), new IssuedElsewhere(again, BEFORE));
    }

    @Test
    void aRepeatInTheBatchFollowsTheLowestSequence() {
        CouponIssueRequested winner = claim(11, 1);
        CouponIssueRequested loser = claim(12, 2);
        CouponIssueRequested winnerAgain = claim(11, 3);
        CouponIssueRequested loserAgain = claim(12, 4);

        assertThat(
                        Allotment.of(
                                List.of(winnerAgain, loserAgain, winner, loser),
                                Map.of(),
                                new Stock.Left(1),
                                NOW))
                .containsExactly(
                        new Issued(winner, NOW),
                        new Rejected(loser, RejectionReason.SOLD_OUT, NOW),
                        new AlreadyIssued(winnerAgain, NOW),
                        new Rejected(loserAgain, RejectionReason.SOLD_OUT, NOW));
    }

    @Test
    void anUnknownCouponIsSaidToBeUnknown() {
        CouponIssueRequested claim = claim(11, 1);

        assertThat(Allotment.of(List.of(claim), Map.of(), new Stock.NoCoupon(), NOW))
                .containsExactly(new Rejected(claim, RejectionReason.COUPON_UNKNOWN, NOW));
    }

    @Test
    void aNegativeStockIsRefused() {
        assertThatThrownBy(() -> new Stock.Left(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What must hold of every batch, over many made at random. */
    @Test
    void everyBatchKeepsTheRules() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            int users = 1 + random.nextInt(20);
            List<CouponIssueRequested> claims = new ArrayList<>();
            int size = 1 + random.nextInt(40);
            for (int sequence = 1; sequence <= size; sequence++) {
                claims.add(claim(1 + random.nextInt(users), sequence));
            }
            Collections.shuffle(claims, random);
            Map<Long, Held> held = new HashMap<>();
            for (long user = 1; user <= users; user++) {
                if (random.nextInt(4) == 0) {
                    held.put(user, new Held.Row(BEFORE, random.nextBoolean()));
                }
            }
            int stock = random.nextInt(20);

            check(
                    "seed " + seed + ", round " + round,
                    claims,
                    held,
                    stock,
                    Allotment.of(claims, held, new Stock.Left(stock), NOW));
        }
    }

    private static void check(
            String at,
            List<CouponIssueRequested> claims,
            Map<Long, Held> held,
            int stock,
            List<Outcome> outcomes) {
        assertThat(outcomes.stream().map(Outcome::claim))
                .as("one outcome a claim, %s", at)
                .containsExactlyInAnyOrderElementsOf(claims);
        Set<Long> issued = new HashSet<>();
        Set<Long> rejected = new HashSet<>();
        long lastIssued = 0;
        long firstRejected = Long.MAX_VALUE;
        for (Outcome outcome : outcomes) {
            long user = outcome.claim().userId();
            switch (outcome) {
                case Issued(CouponIssueRequested claim, _) -> {
                    assertThat(issued.add(user)).as("one each, %s", at).isTrue();
                    assertThat(held).as("no second row, %s", at).doesNotContainKey(user);
                    lastIssued = Math.max(lastIssued, claim.sequence());
                }
                case IssuedElsewhere _ ->
                        assertThat(held.get(user)).as("v1's row, %s", at).isNotNull();
                case AlreadyIssued _ ->
                        assertThat(held.containsKey(user) || issued.contains(user))
                                .as("a row exists, %s", at)
                                .isTrue();
                case Rejected(CouponIssueRequested claim, _, _) -> {
                    if (rejected.add(user)) {
                        firstRejected = Math.min(firstRejected, claim.sequence());
                    }
                }
            }
        }
        assertThat(issued).as("no oversell, %s", at).hasSizeLessThanOrEqualTo(stock);
        assertThat(lastIssued).as("first come, %s", at).isLessThan(firstRejected);
        assertThat(Collections.disjoint(rejected, issued)).as("one end a user, %s", at).isTrue();
        if (!rejected.isEmpty()) {
            assertThat(issued).as("no stock left over, %s", at).hasSize(stock);
        }
    }

    private static CouponIssueRequested claim(long user, long sequence) {
        return new CouponIssueRequested(7, user, sequence, 1, BEFORE);
    }
}
