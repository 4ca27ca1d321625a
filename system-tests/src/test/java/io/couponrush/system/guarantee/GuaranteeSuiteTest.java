package io.couponrush.system.guarantee;

import static io.couponrush.system.guarantee.History.LOSER;
import static io.couponrush.system.guarantee.History.claim;
import static io.couponrush.system.guarantee.History.poll;
import static io.couponrush.system.guarantee.History.row;
import static io.couponrush.system.guarantee.Promise.P1;
import static io.couponrush.system.guarantee.Promise.P2;
import static io.couponrush.system.guarantee.Promise.P3;
import static io.couponrush.system.guarantee.Promise.P4;
import static io.couponrush.system.guarantee.Promise.P5;
import static io.couponrush.system.guarantee.Promise.P6;
import static io.couponrush.system.guarantee.Promise.P7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.DatabaseDump.Sample;
import io.couponrush.system.guarantee.Observation.Window;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A check that can't fail is worth nothing: each is shown a history that breaks its promise.
 *
 * <p>Long, because all histories that a promise forbids stand in one list.
 */
class GuaranteeSuiteTest {

    @Test
    void holdsEveryPromiseOfASoundRun() {
        List<Verdict> verdicts = GuaranteeSuite.check(new History().observed());

        assertThat(verdicts).extracting(Verdict::promise).containsExactly(Promise.values());
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.violations()).isEmpty());
        assertThat(verdicts).allMatch(Verdict::held);
    }

    @Test
    void saysHowMuchItLookedAt() {
        List<Verdict> verdicts = GuaranteeSuite.check(new History().observed());

        assertThat(of(P1, verdicts).evidence())
                .containsEntry("rows", 3L)
                .containsEntry("samples during the run", 2L)
                .containsEntry("most rows in a sample", 2L);
        assertThat(of(P3, verdicts).evidence())
                .containsEntry("winners", 3L)
                .containsEntry("told ISSUED", 3L);
        assertThat(of(P5, verdicts).evidence()).containsEntry("positions compared", 3L);
    }

    @ParameterizedTest(name = "{0} is broken when {1}")
    @MethodSource("spoiled")
    void seesABrokenPromise(Promise promise, String what, Consumer<History> spoil) {
        History history = new History();
        spoil.accept(history);

        Verdict verdict = of(promise, GuaranteeSuite.check(history.observed()));

        assertThat(verdict.held()).as(what).isFalse();
        assertThat(verdict.violations()).isNotEmpty();
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoil(P1, "there are more rows than coupons", run -> run.rows.add(row(9, 4))),
                spoil(
                        P1,
                        "there were too many rows for an instant",
                        run -> run.samples.add(new Sample(4, 3))),
                spoil(P2, "a user has two rows", run -> run.rows.set(2, row(1, 3))),
                spoil(P3, "a winner has no row", run -> run.rows.removeLast()),
                spoil(P3, "a winner never hears the end", run -> run.of(1L).removeLast()),
                spoil(
                        P3,
                        "a winner hears only 503 in the end",
                        run -> run.add(1, poll(9_000, new TryLater("ADMISSION_UNAVAILABLE")))),
                spoil(
                        P3,
                        "a winner gets no more answers",
                        run -> run.add(1, poll(9_000, new Nothing("time-out")))),
                spoil(
                        P3,
                        "a winner is told sold out later",
                        run -> run.of(1L).add(1, claim(500, new Refused("SOLD_OUT")))),
                spoil(
                        P3,
                        "a winner's sequence changes",
                        run -> run.of(1L).set(1, poll(1_100, new Queued(2, 0)))),
                spoil(
                        P3,
                        "the row has another sequence than was told",
                        run -> run.rows.set(0, row(1, 2))),
                spoil(
                        P3,
                        "a rejected winner has a row",
                        run -> run.add(1, poll(9_000, new Rejected(1, "SOLD_OUT")))),
                spoil(
                        P3,
                        "a failed winner has a row",
                        run -> run.add(1, poll(9_000, new Failed(1)))),
                spoil(
                        P3,
                        "someone who was told sold out has a row",
                        run -> run.rows.set(2, row(LOSER, 3))),
                spoil(
                        P3,
                        "v1 or v2 says issued and there is no row",
                        run -> run.put(5, claim(500, new Owned("v2")))),
                spoil(
                        P3,
                        "ALREADY_ISSUED is told and there is no row",
                        run -> run.put(5, claim(500, new Refused("ALREADY_ISSUED")))),
                spoil(P3, "ISSUED was told before the commit", run -> run.toldTooEarly.add(2L)),
                spoil(P3, "a claim stays pending", run -> run.pending.add(8L)),
                spoil(P4, "a coupon is left over", run -> run.rows.removeLast()),
                spoil(
                        P7,
                        "somebody is sent away without a time to come back",
                        run -> run.put(5, claim(500, new TryLater("OVERLOADED", 503, false)))),
                spoil(
                        P7,
                        "somebody meets a server error",
                        run -> run.put(5, claim(500, new TryLater("HTTP 500", 500, false)))),
                spoil(
                        P7,
                        "somebody is left without an answer while Redis is away",
                        run -> {
                            run.put(5, claim(5_000, new Nothing("time-out")));
                            run.closed.add(new Window(4_000, 6_000));
                        }),
                spoil(
                        P7,
                        "somebody is admitted while Redis is away",
                        run -> run.closed.add(new Window(150, 400))),
                spoil(P5, "a sequence is missing", run -> run.tickets.put(3L, 5L)),
                spoil(P5, "a sequence is given twice", run -> run.tickets.put(3L, 2L)),
                spoil(
                        P5,
                        "the row's sequence is not the ticket's",
                        run -> run.rows.set(0, row(1, 9))),
                spoil(
                        P5,
                        "the told sequence is not the ticket's",
                        run -> {
                            run.tickets.put(1L, 2L);
                            run.tickets.put(2L, 1L);
                        }),
                spoil(
                        P5,
                        "a latecomer is put in front",
                        run -> {
                            run.put(1, claim(5_000, new Queued(1, 0)));
                            run.add(1, poll(6_000, new Issued(1)));
                        }),
                spoil(
                        P5,
                        "a position grows",
                        run -> run.of(3L).add(2, poll(1_800, new Queued(3, 1)))),
                spoil(
                        P6,
                        "the sum is wrong",
                        run -> run.balance = new Balance(3, 2, 0, 0, 0, 0, 0, 0)),
                spoil(
                        P6,
                        "the view admits a difference",
                        run -> run.balance = new Balance(3, 3, 0, 0, 0, 0, 0, 1)),
                spoil(P6, "Redis counts other admissions", run -> run.admitted = 4),
                spoil(P6, "Redis has other tickets", run -> run.tickets.put(LOSER, 4L)),
                spoil(P6, "Redis has pending claims", run -> run.pending.add(1L)),
                spoil(P6, "Redis has rejections", run -> run.rejected.put(1L, "SOLD_OUT")),
                spoil(P6, "Redis has dead letters", run -> run.failed.put(1L, "poison")),
                spoil(P6, "Redis has returned slots", run -> run.returned.add(4L)),
                spoil(P1, "Redis let too many keep a slot", run -> run.admitted = 4),
                spoil(P5, "a returned sequence was given again", run -> run.returned.add(3L)),
                spoil(P6, "the rows are fewer", run -> run.rows.removeLast()),
                spoil(P6, "the coupon's counter is off", run -> run.counted = 2));
    }

    @Test
    void listsTenViolationsAndCountsThemAll() {
        History history = new History();
        for (long user = 100; user < 125; user++) {
            history.pending.add(user);
        }

        Verdict verdict = of(P3, GuaranteeSuite.check(history.observed()));

        assertThat(verdict.violations()).hasSize(Verdict.LISTED);
        assertThat(verdict.violationCount()).isEqualTo(25);
    }

    @Test
    void acceptsARejectionWithAReason() {
        History history = new History();
        history.of(3L).set(2, poll(2_300, new Rejected(3, "SOLD_OUT")));
        history.rows.removeLast();
        history.rejected.put(3L, "SOLD_OUT");
        history.counted = 2;
        history.balance = new Balance(3, 2, 1, 0, 0, 0, 0, 0);

        List<Verdict> verdicts = GuaranteeSuite.check(history.observed());

        assertThat(List.of(P1, P2, P3, P5, P6))
                .allSatisfy(promise -> assertThat(of(promise, verdicts).violations()).isEmpty());
    }

    @Test
    void aClaimOfWhichNobodyWasToldMayComeLongAfterItsAnswer() {
        Exchange cut = new Exchange(Exchange.Call.CLAIM, 1, 2, new Told.Nothing("cut off"));
        Exchange told = new Exchange(Exchange.Call.CLAIM, 1, 2, new Told.Queued(1, 0));

        assertThat(shutAfterSeconds(29).makesLate(cut)).isTrue();
        assertThat(shutAfterSeconds(31).makesLate(cut)).isFalse();
        assertThat(shutAfterSeconds(29).makesLate(told)).isFalse();
    }

    private static Window shutAfterSeconds(int seconds) {
        long from = TimeUnit.SECONDS.toNanos(seconds);
        return new Window(from, from + 1);
    }

    /** Slot 3 was given to user 4 when a late message of user 3's took it back. */
    @Test
    void acceptsWhoIsTurnedAwayByALateClaimAfterARebuildOnly() {
        History history = new History();
        history.put(LOSER, claim(400, new Queued(4, 0)), poll(2_400, new Rejected(4, "SOLD_OUT")));
        history.tickets.put(LOSER, 4L);
        history.rejected.put(LOSER, "SOLD_OUT");
        history.admitted = 4;
        history.balance = new Balance(4, 3, 1, 0, 0, 0, 0, 0);
        history.closed.add(new Window(320, 340)); // while user 3 claimed
        assertThat(of(P1, GuaranteeSuite.check(history.observed())).held()).isFalse();

        history.epoch = 2;
        history.closed.set(0, new Window(360, 380)); // while nobody did
        assertThat(of(P1, GuaranteeSuite.check(history.observed())).held()).isFalse();

        history.closed.set(0, new Window(320, 340));
        assertThat(GuaranteeSuite.check(history.observed()))
                .allSatisfy(verdict -> assertThat(verdict.violations()).isEmpty());
    }

    /** User 9 gave slot 3 back and user 3 got it as 4; user 1 has a row of v1. */
    @Test
    void acceptsASlotThatWasReturnedAndARowOfV1() {
        History history = new History();
        history.returned.add(3L);
        history.admitted = 4;
        history.put(3, claim(300, new Queued(4, 0)), poll(2_300, new Issued(4)));
        history.tickets.put(3L, 4L);
        history.rows.set(2, row(3, 4));
        history.rows.set(0, new Row(1, null, Instant.EPOCH));
        history.balance = new Balance(4, 2, 0, 0, 1, 1, 0, 0);

        assertThat(GuaranteeSuite.check(history.observed()))
                .allSatisfy(verdict -> assertThat(verdict.violations()).isEmpty());
    }

    @Test
    void asksForNoFullUseWhileClaimsAreFewerThanCoupons() {
        History history = new History();
        history.total = 10;

        assertThat(of(P4, GuaranteeSuite.check(history.observed())).held()).isTrue();
    }

    private static Arguments spoil(Promise promise, String what, Consumer<History> spoil) {
        return arguments(promise, what, spoil);
    }

    private static Verdict of(Promise promise, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.promise() == promise)
                .findFirst()
                .orElseThrow();
    }
}
