package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.CouponRejected;
import io.couponrush.events.EventCodec;
import io.couponrush.events.RejectionReason;
import io.couponrush.events.Topics;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.intake.Intakes;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.issuing.Reading;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.support.WorkerApi;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What admins do with dead letters, on real servers, from the poison to the row.
 *
 * <p>Long, because each thing an admin may do meets each place where a claim may stand.
 */
@IssuingTest
class DeskTest {

    private static final long ADMIN = 7;
    private static final LuaScript ADMISSION =
            LuaScript.besides(AdmissionScript.class, AdmissionScript.NAME);

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired Desk desk;
    @Autowired LetterBook letters;
    @Autowired ActionBook actions;
    @Autowired StringRedisTemplate redis;
    @Autowired JdbcClient jdbc;
    @Autowired MeterRegistry registry;

    private Requests requests;
    private Offered coupon;

    @BeforeEach
    void start() throws Exception {
        requests = broker.requests(2);
        coupon = coupons.offer(2).warmed();
    }

    @Test
    void aReplayedClaimIsIssuedOnceHoweverOftenItIsReplayed() throws Exception {
        double balance = metersBalance();
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        assertThat(coupon.books().failed())
                .containsExactly(Map.entry(claim.userId(), "UNEXPECTED_ERROR"));
        assertThat(letter.state()).isEqualTo(LetterState.NEW);
        assertThat(letter.sequence()).isEqualTo(claim.sequence());
        assertThat(letter.message()).contains("a bug");

        assertThat(desk.replay(letter.id(), ADMIN))
                .isEqualTo(new DeskOutcome.Done(LetterState.REPLAYED));
        assertThat(coupon.books().failed())
                .as("nobody is told anything new before the row is there")
                .containsOnlyKeys(claim.userId());
        assertThat(desk.replay(letter.id(), ADMIN))
                .isEqualTo(new DeskOutcome.Done(LetterState.REPLAYED));
        work();

        Books books = coupon.books();
        assertThat(books.rows()).containsOnlyKeys(claim.userId());
        assertThat(books.failed()).isEmpty();
        assertThat(books.pending()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(metersBalance() - balance).isEqualTo(1);
        assertThat(desk.replay(letter.id(), ADMIN))
                .as("of an issued claim")
                .isEqualTo(new DeskOutcome.Done(LetterState.REPLAYED));
        work();
        assertThat(coupon.books()).isEqualTo(books);
        assertThat(actions.of(letter.id()))
                .hasSize(3)
                .allSatisfy(
                        action -> {
                            assertThat(action.action()).isEqualTo("REPLAY");
                            assertThat(action.by()).isEqualTo(ADMIN);
                            assertThat(action.outcome()).isEqualTo("REPLAYED");
                            assertThat(action.endedAt()).isAfterOrEqualTo(action.at());
                        });
    }

    @Test
    void whoseReplayIsRejectedIsToldSo() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        jdbc.sql("update coupon set issued_quantity = total_quantity where id = :id")
                .param("id", coupon.id())
                .update();

        desk.replay(letter.id(), ADMIN);
        work();

        assertThat(coupon.books().rejected()).isEqualTo(Map.of(claim.userId(), "SOLD_OUT"));
        assertThat(coupon.books().failed()).isEmpty();
    }

    @Test
    void poisonDiesAgainAsAnotherLetterUntouched() throws Exception {
        double balance = metersBalance();
        CouponIssueRequested claim = coupon.admit();
        ProducerRecord<byte[], byte[]> good = requests.to(1, claim);
        byte[] junk = {0, 7, (byte) 0xff, '{'};
        requests.sendAll(
                List.of(new ProducerRecord<>(good.topic(), 1, good.key(), junk, good.headers())));
        work();
        LetterSummary first = onlyLetter();
        assertThat(first.cause()).isEqualTo("MALFORMED_VALUE");

        desk.replay(first.id(), ADMIN);
        assertThat(coupon.books().failed().get(claim.userId())).startsWith("REPLAYED:");
        work();
        Patience.await().until(() -> all().size() == 2);

        LetterSummary second = all().getFirst();
        assertThat(second.replayOf()).isEqualTo(first.id());
        assertThat(second.state()).isEqualTo(LetterState.NEW);
        assertThat(second.partition()).isEqualTo(1);
        Letter bytes = letters.letter(second.id()).orElseThrow();
        assertThat(bytes.payload()).isEqualTo(junk);
        assertThat(bytes.key()).isEqualTo(good.key());
        assertThat(
                        bytes.headers().stream()
                                .filter(header -> !header.name().startsWith("dead-letter-"))
                                .map(header -> header.name() + new String(value(header), UTF_8)))
                .containsExactlyElementsOf(
                        Arrays.stream(good.headers().toArray())
                                .map(header -> header.key() + new String(header.value(), UTF_8))
                                .toList());
        assertThat(coupon.books().failed()).isEqualTo(Map.of(claim.userId(), "MALFORMED_VALUE"));
        assertThat(coupon.books().balance()).isTrue();
        assertThat(metersBalance() - balance).isEqualTo(1);
    }

    /** There is nothing to replay, and sending what is left of it would bury an empty record. */
    @Test
    void ofARecordThatWasTooLargeForItsLetterOnlyADiscardIsLeft() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        ProducerRecord<byte[], byte[]> good = requests.to(1, claim);
        byte[] zeros = new byte[3 * 1024 * 1024];
        requests.sendCompressed(
                new ProducerRecord<>(good.topic(), 1, good.key(), zeros, good.headers()));
        work();
        LetterSummary letter = onlyLetter();

        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Refused.class);
        assertThat(requests.uncommitted()).as("sent").isZero();
        assertThat(desk.discard(letter.id(), ADMIN, "too large"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
        assertThat(coupon.books().rejected()).containsOnlyKeys(claim.userId());
        assertThat(coupon.books().balance()).isTrue();
    }

    @Test
    void aDiscardedSlotGoesToTheNextClaimAndNeverTwice() throws Exception {
        double balance = metersBalance();
        CouponIssueRequested claim = coupon.admit();
        CouponIssueRequested other = coupon.admit();
        requests.send(0, List.of(other));
        LetterSummary letter = dead(claim);
        assertThat(admission(WorkerApi.newUser())).isEqualTo("SOLD_OUT");
        long before = coupons.redisNow();

        try (Reading results = broker.reading(Topics.ISSUE_RESULTS)) {
            assertThat(desk.discard(letter.id(), ADMIN, "not ours"))
                    .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
            assertThat(
                            results.wanted(record -> coupon(record.value())).stream()
                                    .map(EventCodec::read))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            CouponRejected.class,
                            result -> {
                                assertThat(result.userId()).isEqualTo(claim.userId());
                                assertThat(result.reason()).isEqualTo(RejectionReason.DISCARDED);
                            });
        }

        assertThat(admission(claim.userId())).isEqualTo("REJECTED");
        long counts = coupon.countsFrom(claim.userId(), claim.sequence());
        assertThat(counts).isGreaterThanOrEqualTo(before + SoldOutLease.STOCK_DELAY.toMillis());
        String next = admission(WorkerApi.newUser());
        if (coupons.redisNow() < counts) { // else this machine was slower than the delay
            assertThat(next).as("until the delay").isEqualTo("SOLD_OUT");
        }
        if (!next.equals("ADMITTED")) {
            Patience.await().until(() -> admission(WorkerApi.newUser()).equals("ADMITTED"));
        }
        assertThat(admission(WorkerApi.newUser())).isEqualTo("SOLD_OUT");
        Books books = coupon.books();
        assertThat(books.rejected()).isEqualTo(Map.of(claim.userId(), "DISCARDED"));
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(letters.summary(letter.id()).orElseThrow().slotReturned()).isTrue();

        assertThat(desk.discard(letter.id(), ADMIN, "again"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
        assertThat(coupon.books()).isEqualTo(books);
        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Refused.class);
        assertThat(actions.of(letter.id()))
                .extracting(LetterView.Action::reason, LetterView.Action::outcome)
                .containsExactly(
                        tuple("not ours", "DISCARDED"),
                        tuple("again", "DISCARDED"),
                        tuple(null, "REFUSED"));
        assertThat(metersBalance() - balance).isEqualTo(2);
    }

    /** The bug is gone and somebody sets the group's offsets back: the slot is somebody else's. */
    @Test
    void theIssueRequestOfADiscardedClaimNeverBecomesARow() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        desk.discard(letter.id(), ADMIN, "given up");

        requests.send(0, List.of(claim));
        work();

        assertThat(coupon.books().rows()).isEmpty();
        assertThat(coupon.books().rejected()).isEqualTo(Map.of(claim.userId(), "DISCARDED"));
    }

    /** A crash between the database, which lets no row in any more, and Redis. */
    @Test
    void aDiscardThatWasCutOffIsFinishedByTheNext() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        forbidden(claim);

        assertThat(desk.discard(letter.id(), ADMIN, "second"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));

        assertGivenUp(claim);
        assertThat(letters.summary(letter.id()).orElseThrow().slotReturned()).isTrue();
        requests.send(0, List.of(claim));
        work();
        assertGivenUp(claim);
    }

    /** The same, and nobody discards it again: whoever meets the record tells Redis. */
    @Test
    void aDiscardThatWasCutOffIsFinishedByAReplay() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        forbidden(claim);

        assertThat(desk.replay(letter.id(), ADMIN))
                .isEqualTo(new DeskOutcome.Done(LetterState.REPLAYED));
        work();

        assertGivenUp(claim);
    }

    private void forbidden(CouponIssueRequested claim) {
        jdbc.sql("insert into discarded_claim values (?, ?, ?, utc_timestamp(6))")
                .param(coupon.id())
                .param(claim.userId())
                .param(claim.sequence())
                .update();
    }

    private void assertGivenUp(CouponIssueRequested claim) {
        Books books = coupon.books();
        assertThat(books.rows()).isEmpty();
        assertThat(books.failed()).isEmpty();
        assertThat(books.rejected()).isEqualTo(Map.of(claim.userId(), "DISCARDED"));
        assertThat(books.returned()).containsExactly(claim.userId() + ":" + claim.sequence());
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /**
     * Found by the model: after a failover the ticket may only have been lost with the last second.
     */
    @Test
    void aGateOfAnotherIncarnationOfRedisIsNotAsked() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        redis.opsForHash().delete(coupon.keys().tickets(), Long.toString(claim.userId()));
        assertThat(desk.discard(letter.id(), ADMIN, "a ticket is missing"))
                .isInstanceOf(DeskOutcome.Unavailable.class);
        redis.opsForHash().put(coupon.keys().gate(), "run_id", "another");

        assertThat(desk.discard(letter.id(), ADMIN, "no ticket"))
                .isInstanceOf(DeskOutcome.Unavailable.class);
        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Unavailable.class);

        assertThat(onlyLetter().state()).isEqualTo(LetterState.NEW);
    }

    /** Found by the model: a worker that is still connected to a primary which was cut off. */
    @Test
    void aGateThatALaterOneHasReplacedIsNotAsked() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        jdbc.sql("update coupon set epoch = 2 where id = :id").param("id", coupon.id()).update();

        assertThat(desk.discard(letter.id(), ADMIN, "too late"))
                .isInstanceOf(DeskOutcome.Unavailable.class);
        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Unavailable.class);

        assertThat(coupon.books().failed()).containsOnlyKeys(claim.userId());
    }

    /** Found by the model: poison dies again for ever, and its letter could not be got rid of. */
    @Test
    void theLetterOfAUserWhoHasTheCouponCanBeClosed() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        requests.send(0, List.of(claim));
        work();
        Books books = coupon.books();
        assertThat(books.rows()).containsOnlyKeys(claim.userId());
        redis.opsForHash().put(coupon.keys().failed(), Long.toString(claim.userId()), "POISON");

        assertThat(desk.discard(letter.id(), ADMIN, "of no use"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));

        assertThat(coupon.books()).as("told ISSUED again").isEqualTo(books);
        assertThat(onlyLetter().slotReturned()).isFalse();
    }

    @Test
    void whatIsBeingReplayedCantBeDiscarded() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary first = dead(claim);
        LetterSummary second = dead(claim);
        desk.replay(first.id(), ADMIN);

        assertThat(desk.discard(first.id(), ADMIN, "no")).isInstanceOf(DeskOutcome.Refused.class);
        assertThat(desk.discard(second.id(), ADMIN, "no")).isInstanceOf(DeskOutcome.Refused.class);
        assertThat(coupon.books().returned()).isEmpty();

        work();
        assertThat(coupon.books().rows()).containsOnlyKeys(claim.userId());
        assertThat(desk.discard(second.id(), ADMIN, "has it"))
                .as("only the letter")
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
        assertThat(coupon.books().rows()).containsOnlyKeys(claim.userId());
        assertThat(coupon.books().returned()).isEmpty();
    }

    /** A row of v1 is no row of the gate's: the books must not miss one for ever. */
    @Test
    void theLetterOfAUserWhoHasTheCouponFromElsewhereCanBeClosed() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        jdbc.sql("insert into user_coupon values (?, ?, null, 'v1', utc_timestamp(6))")
                .param(coupon.id())
                .param(claim.userId())
                .update();
        jdbc.sql("update coupon set issued_quantity = 1 where id = :id")
                .param("id", coupon.id())
                .update();

        assertThat(desk.discard(letter.id(), ADMIN, "has it"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));

        Books books = coupon.books();
        assertThat(books.failed()).isEmpty();
        assertThat(books.elsewhere()).isEqualTo(1);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    @Test
    void ofManyWhoReplayAndDiscardAtOnceOneKindWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            Offered one = coupons.offer(1).warmed();
            coupon = one;
            CouponIssueRequested claim = one.admit();
            LetterSummary letter = dead(claim);
            CountDownLatch go = new CountDownLatch(1);
            try (ExecutorService admins = Executors.newFixedThreadPool(8)) {
                List<Future<DeskOutcome>> all =
                        IntStream.range(0, 8)
                                .mapToObj(
                                        i ->
                                                admins.submit(
                                                        () -> {
                                                            go.await();
                                                            return i % 2 == 0
                                                                    ? desk.replay(
                                                                            letter.id(), ADMIN)
                                                                    : desk.discard(
                                                                            letter.id(),
                                                                            ADMIN,
                                                                            "race");
                                                        }))
                                .toList();
                go.countDown();
                for (Future<DeskOutcome> each : all) {
                    each.get();
                }
            }
            work();

            Books books = one.books();
            assertThat(books.rows().size() + books.returned().size()).as("%s", books).isEqualTo(1);
            assertThat(books.balance()).as("%s", books).isTrue();
        }
    }

    /**
     * While a gate is being rebuilt, nobody may get a row that the rebuild does not see, and no
     * letter may be closed that the rebuild tells its user by, also after the coupon has closed.
     */
    @Test
    void withoutAGateNothingIsDoneToAClaimWhileThereIsToBeOne() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        redis.delete(coupon.keys().gate());

        assertNothingIsDone(letter);
        change("state = 'CLOSED'");
        assertNothingIsDone(letter);
        change("closes_at = utc_timestamp(6) - interval 6 day");
        assertNothingIsDone(letter);

        change("closes_at = utc_timestamp(6) - interval 7 day");
        assertThat(desk.discard(letter.id(), ADMIN, "x"))
                .isEqualTo(new DeskOutcome.Done(LetterState.DISCARDED));
    }

    private void assertNothingIsDone(LetterSummary letter) {
        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Unavailable.class);
        assertThat(desk.discard(letter.id(), ADMIN, "x"))
                .isInstanceOf(DeskOutcome.Unavailable.class);
        assertThat(letters.summary(letter.id()).orElseThrow().state()).isEqualTo(LetterState.NEW);
    }

    private void change(String column) {
        jdbc.sql("update coupon set " + column + " where id = :id")
                .param("id", coupon.id())
                .update();
    }

    @Test
    void aUserWithoutTheTicketGetsNoRowByAReplay() throws Exception {
        CouponIssueRequested claim = coupon.admit();
        LetterSummary letter = dead(claim);
        redis.opsForHash().delete(coupon.keys().tickets(), "" + claim.userId());

        assertThat(desk.replay(letter.id(), ADMIN)).isInstanceOf(DeskOutcome.Refused.class);
        assertThat(requests.uncommitted()).isZero();
    }

    @Test
    void theSameLetterTwiceIsOneRow() throws Exception {
        double before = sum(WorkerMeters.RECORDED);
        dead(coupon.admit());
        Letter letter = letters.letter(onlyLetter().id()).orElseThrow();
        // a moment after the row is there
        Patience.await().until(() -> sum(WorkerMeters.RECORDED) > before);
        double recorded = sum(WorkerMeters.RECORDED);

        letters.write(letter);

        onlyLetter();
        assertThat(sum(WorkerMeters.RECORDED)).isEqualTo(recorded);
    }

    @Test
    void lettersAreFilteredAndPaged() throws Exception {
        Offered wide = coupons.offer(100).warmed();
        coupon = wide;
        List<CouponIssueRequested> claims = wide.admit(5);
        Set<Long> culprits = Set.copyOf(claims.stream().map(CouponIssueRequested::userId).toList());
        requests.send(0, claims);
        try (AutoCloseable _ = intakes.startFailingFor(requests, culprits)) {
            requests.awaitAllCommitted();
        }
        Patience.await().until(() -> all().size() == 5);
        List<LetterSummary> newestFirst = all();

        assertThat(letters.list(filter(null, null), 2, 2))
                .as("a page and one more")
                .isEqualTo(newestFirst.subList(2, 5));
        assertThat(letters.list(filter(LetterState.REPLAYED, null), 10, 0)).isEmpty();
        assertThat(letters.list(filter(LetterState.NEW, "UNEXPECTED_ERROR"), 10, 0)).hasSize(5);
        assertThat(letters.list(filter(null, "MALFORMED_VALUE"), 10, 0)).isEmpty();
    }

    private LetterFilter filter(@Nullable LetterState state, @Nullable String cause) {
        return new LetterFilter(coupon.id(), state, cause);
    }

    /** Of a claim whose processing fails unexpectedly. */
    private LetterSummary dead(CouponIssueRequested claim) throws Exception {
        int before = all().size();
        requests.send(0, List.of(claim));
        try (AutoCloseable _ = intakes.startFailingFor(requests, Set.of(claim.userId()))) {
            requests.awaitAllCommitted();
        }
        Patience.await().until(() -> all().size() == before + 1);
        return all().getFirst();
    }

    private void work() throws Exception {
        try (AutoCloseable _ = intakes.startFailingFor(requests, Set.of())) {
            requests.awaitAllCommitted();
        }
    }

    private List<LetterSummary> all() {
        return letters.list(filter(null, null), 100, 0);
    }

    private LetterSummary onlyLetter() {
        Patience.await().until(() -> !all().isEmpty());
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private String admission(long user) {
        return ADMISSION
                .run(
                        redis,
                        AdmissionScript.keys(coupon.keys()),
                        (Object[]) AdmissionScript.queued(user, AdmissionScript.ASK, 0))
                .outcome();
    }

    private boolean coupon(byte[] value) {
        return new String(value, UTF_8).contains(Long.toString(coupon.id()));
    }

    private static byte[] value(LetterHeader header) {
        return Objects.requireNonNull(header.value());
    }

    /** The balance that {@link WorkerMeters} promises: settled claims of this worker. */
    private double metersBalance() {
        return sum(WorkerMeters.ROWS)
                + sum(WorkerMeters.REJECTED)
                + sum(WorkerMeters.DEAD_LETTERS)
                + sum(WorkerMeters.ELSEWHERE)
                - sum(WorkerMeters.REVIVED);
    }

    private double sum(String counter) {
        return registry.find(counter).counters().stream().mapToDouble(Counter::count).sum();
    }
}
