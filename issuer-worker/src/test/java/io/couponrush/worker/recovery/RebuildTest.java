package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.keys.CouponKeys;
import io.couponrush.localstack.LocalStack;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.support.WorkerApi;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.LongStream;

/** Redis loses something, and the gate is made anew from the rows. */
class RebuildTest extends RebuildCase {

    @Test
    void aSoundGateIsLeftAlone() {
        coupon.admit(3);
        recovery.round();
        recovery.round();

        assertThat(row.row().epoch()).isEqualTo(1);
        assertThat(told(1)).isEqualTo("ADMITTED 4");
    }

    /** A gate is made from the rows, and would be in doubt again as soon as it is open. */
    @Test
    void aRowThatSomebodyPutInByHandIsNoReasonToShutTheGateAgainAndAgain() {
        issued(3);
        long user = WorkerApi.newUser();
        database.sql("insert into user_coupon values (?, ?, 99, 'v3', utc_timestamp(6))")
                .params(coupon.id(), user)
                .update();
        empty();
        rebuild();

        recovery.round();

        assertThat(row.row().rebuildSince()).isEmpty();
        assertThat(row.row().epoch()).isEqualTo(2);
        assertThat(told(user)).isEqualTo("ISSUED 99");
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

    /** The broker has lost its disk as well: as many records as before may never come again. */
    @Test
    void aTopicThatHasLostItsRecordsIsNotWaitedFor() throws Exception {
        requests.send(coupon.admit(3));
        empty();
        recovery.round();
        later(RebuildWorkers.GRACE);
        recovery.round(); // waits for three records
        requests.lose();

        Patience.await()
                .ignoreExceptionsInstanceOf(KafkaException.class) // a new topic may not answer yet
                .until(
                        () -> {
                            recovery.round();
                            return row.row().rebuildSince().isEmpty();
                        });

        assertThat(claimAll(60)).hasSize(TOTAL);
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
}
