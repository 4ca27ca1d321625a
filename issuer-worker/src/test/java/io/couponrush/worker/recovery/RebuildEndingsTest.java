package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.RejectionReason;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.progress.FailedClaim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What claims had come to before Redis lost it, and are told again. */
class RebuildEndingsTest extends RebuildCase {

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

    /**
     * Rejected as sold out, and issued when its record came again after a raise: the row counts.
     */
    @Test
    void aRejectedClaimThatHasARowByNowIsIssued() {
        CouponIssueRequested claim = issued(3).getFirst();
        reject(claim);
        empty();

        rebuild();

        assertThat(told(claim.userId())).isEqualTo("ISSUED " + claim.sequence());
        assertThat(coupon.books().rejected()).isEmpty();
        assertThat(claimAll(60)).hasSize(TOTAL - 3);
    }

    /** Whatever comes of it while the gate is being filled: a row is a row. */
    @ParameterizedTest
    @CsvSource({"ISSUED, MALFORMED_VALUE", "ISSUED, SOLD_OUT", "ELSEWHERE, MALFORMED_VALUE"})
    void anotherEndOfAClaimThatHasARowComesInTheMiddle(RecordedClaim.Ending ending, String told) {
        CouponIssueRequested claim = coupon.admit(1).getFirst();
        empty();
        RebuildKeys keys = new RebuildKeys(redis);
        assertThat(keys.close(coupon.id(), 2, row.expires(row.row()))).isPresent();
        assertThat(keys.clear(coupon.id(), 2)).isTrue();
        if (told.equals("SOLD_OUT")) {
            progress.report(
                    coupon.id(),
                    List.of(new Outcome.Rejected(claim, RejectionReason.SOLD_OUT, Instant.now())));
        } else {
            progress.fail(
                    coupon.id(),
                    List.of(new FailedClaim(coupon.id(), claim.userId(), claim.sequence(), told)));
        }

        RecordedClaim recorded = new RecordedClaim(claim.userId(), claim.sequence(), ending, "");
        for (int repeat = 0; repeat < 2; repeat++) {
            assertThat(keys.load(coupon.id(), 2, List.of(recorded))).isPresent();

            Books books = coupon.books();
            assertThat(books.failed()).isEmpty();
            assertThat(books.rejected()).isEmpty();
            assertThat(redis.opsForZSet().size(coupon.keys().returned())).isZero();
            Map<Object, Object> gate = redis.opsForHash().entries(coupon.keys().gate());
            assertThat(gate.getOrDefault("discarded", "0")).isEqualTo("0");
            assertThat(gate.getOrDefault("elsewhere", "0"))
                    .isEqualTo(ending == RecordedClaim.Ending.ELSEWHERE ? "1" : "0");
        }
    }

    private void reject(CouponIssueRequested claim) {
        database.sql(
                        "insert into claim_without_row"
                                + " (coupon_id, user_id, sequence, ending, ended_at)"
                                + " values (?, ?, ?, 'SOLD_OUT', utc_timestamp(6))")
                .params(coupon.id(), claim.userId(), claim.sequence())
                .update();
    }
}
