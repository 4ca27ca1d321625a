package io.couponrush.worker.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gate.SoldOutLease;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.support.CatalogueReader;
import io.couponrush.worker.support.GapBeforeCommit;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The announcer by hand: in this worker its own schedule sleeps, and no other worker of a test may
 * run meanwhile.
 *
 * <p>Long, because each step of an announcement meets each way of being overtaken.
 */
@WorkerTest
@ResourceLock("announcer")
@TestPropertySource(properties = {"rush.announce.interval=1d", "rush.announce.batch=10000"})
class AnnouncerTest {

    @Autowired JdbcClient database;
    @Autowired TransactionOperations transaction;
    @Autowired StringRedisTemplate redis;
    @Autowired KafkaTemplate<byte[], byte[]> kafka;
    @Autowired KafkaAdmin kafkaAdmin;
    @Autowired WorkerMeters meters;
    @Autowired AnnounceProperties settings;
    @Autowired Announcer announcer;

    private Outbox outbox;

    @BeforeEach
    void emptyTheOutbox() throws InterruptedException {
        outbox = new Outbox(database, transaction);
        announcer.announceDue();
    }

    @Test
    void sideBySideAnnouncersAnnounceEveryCouponOnce() throws Exception {
        List<Long> coupons = LongStream.range(0, 40).mapToObj(_ -> insertCoupon()).toList();

        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            Callable<Void> announce =
                    () -> {
                        announcer.announceDue();
                        return null;
                    };
            for (Future<Void> worker :
                    workers.invokeAll(List.of(announce, announce, announce, announce))) {
                worker.get();
            }
        }

        assertThat(coupons).allSatisfy(this::isAnnounced);
        assertThat(
                        CatalogueReader.of(kafkaAdmin).all().stream()
                                .map(CouponAnnounced::couponId)
                                .filter(coupons::contains)
                                .collect(Collectors.toList()))
                .containsExactlyInAnyOrderElementsOf(coupons);
    }

    @Test
    void aCouponThatRedisDidNotTakeStaysDueAndIsAnnouncedLater() throws Exception {
        long coupon = insertCoupon();
        LettuceConnectionFactory nobody = connectionsToNobody();
        try {
            announcerWith(outbox, gates(new StringRedisTemplate(nobody))).announceDue();
        } finally {
            nobody.destroy();
        }

        assertThat(row(coupon)).isEqualTo(new Row(0, false, true));
        assertThat(CatalogueReader.of(kafkaAdmin).all())
                .noneMatch(event -> event.couponId() == coupon);

        dueAtOnce(coupon);
        announcer.announceDue();

        isAnnounced(coupon);
        assertThat(redis.opsForHash().multiGet(gate(coupon), List.of("admitted", "epoch")))
                .as("nothing was asked of Redis that may still happen")
                .containsExactly("0", "1");
        assertThat(announced(coupon)).extracting(CouponAnnounced::epoch).containsExactly(1L);
    }

    private static String gate(long coupon) {
        return CouponKeys.of(coupon).gate();
    }

    private List<CouponAnnounced> announced(long coupon) {
        return CatalogueReader.of(kafkaAdmin).all().stream()
                .filter(event -> event.couponId() == coupon)
                .toList();
    }

    /** Dies between the gate and the topic; nobody can have been admitted, so the gate is found. */
    @Test
    void anAnnouncerThatDiedHalfWayIsFinishedByTheNext() throws Exception {
        long coupon = insertCoupon();
        Outbox.Due due = outbox.claim(coupon, settings.lease()).orElseThrow();
        GateWriter gates = gates();
        gates.write(due.coupon(), gates.incarnation());

        announcer.announceDue();
        assertThat(row(coupon))
                .describedAs("the lease still runs")
                .isEqualTo(new Row(0, false, true));

        dueAtOnce(coupon);
        announcer.announceDue();
        isAnnounced(coupon);
        assertThat(redis.opsForHash().get(gate(coupon), "epoch")).isEqualTo("2");
        assertThat(announced(coupon)).extracting(CouponAnnounced::epoch).containsExactly(2L);
    }

    /** Else the older epoch would be the last in the topic, which is what a new gateway reads. */
    @Test
    void whoIsOvertakenAfterTheClaimAnnouncesNothing() throws Exception {
        long coupon = insertCoupon();
        Outbox slow =
                new Outbox(database, transaction) {
                    @Override
                    Optional<Due> claim(long couponId, Duration lease) {
                        Optional<Due> due = super.claim(couponId, lease);
                        dueAtOnce(couponId);
                        announceAll();
                        return due;
                    }
                };

        announcerWith(slow, gates()).announceDue();

        isAnnounced(coupon);
        assertThat(announced(coupon)).extracting(CouponAnnounced::epoch).containsExactly(2L);
    }

    /** With the epoch of another attempt it could make a second gate of that epoch elsewhere. */
    @Test
    void anAttemptHasItsOwnEpoch() throws Exception {
        long coupon = insertCoupon();
        AtomicBoolean tried = new AtomicBoolean();
        Runnable lockedByAnother =
                () ->
                        database.sql("select epoch from coupon where id = ? for update nowait")
                                .param(coupon)
                                .query(Long.class)
                                .single();
        TransactionOperations slow =
                new GapBeforeCommit(
                        transaction,
                        () -> {
                            assertThatThrownBy(
                                            () ->
                                                    CompletableFuture.runAsync(lockedByAnother)
                                                            .join())
                                    .as("before this one knows its epoch")
                                    .hasCauseInstanceOf(DataAccessException.class);
                            tried.set(true);
                        });

        Outbox.Due due = new Outbox(database, slow).claim(coupon, settings.lease()).orElseThrow();

        assertThat(tried).isTrue();
        assertThat(due.coupon().epoch()).isEqualTo(1);
    }

    /** Found by the model: what was decided before Redis was lost must not be done after it. */
    @Test
    void redisIsAskedWhoItIsBeforeTheRowIsRead() throws Exception {
        long coupon = insertCoupon();
        List<String> calls = new CopyOnWriteArrayList<>();
        Outbox recorded =
                new Outbox(database, transaction) {
                    @Override
                    Optional<Due> claim(long couponId, Duration lease) {
                        calls.add("row");
                        return super.claim(couponId, lease);
                    }
                };
        GateWriter replaced =
                new GateWriter(redis, settings.retention(), SoldOutLease.STOCK_DELAY) {
                    @Override
                    String incarnation() {
                        calls.add("redis");
                        return "0123456789abcdef";
                    }
                };

        announcerWith(recorded, replaced).announceDue();

        assertThat(calls).startsWith("redis", "row").containsOnlyOnce("redis");
        assertThat(redis.hasKey(gate(coupon))).isFalse();
        assertThat(row(coupon)).isEqualTo(new Row(0, false, true));
        assertThat(announced(coupon)).isEmpty();

        dueAtOnce(coupon);
        announcer.announceDue();
        isAnnounced(coupon);
        assertThat(announced(coupon)).extracting(CouponAnnounced::epoch).containsExactly(2L);
    }

    /** It must neither be told to delete the keys, nor push back what is due since. */
    @Test
    void whoIsOvertakenIsNotTheJudgeOfForeignKeys() throws Exception {
        long coupon = insertCoupon();
        Outbox slow =
                new Outbox(database, transaction) {
                    @Override
                    Optional<Due> claim(long couponId, Duration lease) {
                        Optional<Due> due = super.claim(couponId, lease);
                        dueAtOnce(couponId);
                        announceAll();
                        redis.opsForHash().put(gate(couponId), "admitted", "1");
                        dueAtOnce(couponId);
                        return due;
                    }
                };

        announcerWith(slow, gates()).announceDue();

        assertThat(outbox.due(10_000)).contains(coupon);
    }

    /** What was sent and not confirmed may be the last record of the topic, and an old one. */
    @Test
    void whatWasNotConfirmedIsAnnouncedAgainAlsoIfSomebodyElseHas() throws Exception {
        long coupon = insertCoupon();
        announceAll();
        dueAtOnce(coupon);
        Catalogue silent =
                new Catalogue(kafka) {
                    @Override
                    void publish(CouponAnnounced late) throws TimeoutException {
                        dueAtOnce(late.couponId());
                        announceAll();
                        isAnnounced(late.couponId());
                        throw new TimeoutException("no answer");
                    }
                };

        new Announcer(outbox, gates(), silent, meters, settings).announceDue();

        assertThat(row(coupon)).isEqualTo(new Row(1, true, true));
    }

    private void announceAll() {
        try {
            announcer.announceDue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEditDuringAnAnnouncementIsDueAfterIt() {
        changedWhileAnnounced("version = 2");
    }

    @Test
    void aRebuildThatBeginsDuringAnAnnouncementIsDueAfterIt() {
        changedWhileAnnounced("epoch = 2");
    }

    private void changedWhileAnnounced(String change) {
        long coupon = insertCoupon();
        Outbox.Due due = outbox.claim(coupon, settings.lease()).orElseThrow();
        database.sql("update coupon set " + change + " where id = ?").param(coupon).update();

        outbox.announced(due.coupon());

        assertThat(outbox.due(10_000)).contains(coupon);
    }

    /** Ours may be the last record of the topic now, so the newer one must come once more. */
    @Test
    void aLateAnnouncerOfAnOldVersionMakesTheNewestDueAgain() throws Exception {
        long coupon = insertCoupon();
        CouponAnnounced old = outbox.claim(coupon, settings.lease()).orElseThrow().coupon();
        database.sql("update coupon set version = 2 where id = ?").param(coupon).update();
        dueAtOnce(coupon);
        announcer.announceDue();
        assertThat(row(coupon)).isEqualTo(new Row(2, true, false));

        outbox.announced(old);
        announcer.announceDue();

        assertThat(row(coupon)).isEqualTo(new Row(2, true, false));
        assertThat(
                        CatalogueReader.of(kafkaAdmin).all().stream()
                                .filter(event -> event.couponId() == coupon)
                                .map(CouponAnnounced::version))
                .containsExactly(2L, 2L);
    }

    /**
     * The database was emptied and Redis was not: nobody may win the new coupon by the old gate.
     */
    @Test
    void aCouponWhoseKeysExistAlreadyIsNotAnnounced() throws Exception {
        long coupon = insertCoupon();
        redis.opsForHash().put(CouponKeys.of(coupon).tickets(), "4711", "1");

        announcer.announceDue();
        assertThat(row(coupon)).isEqualTo(new Row(0, false, true));

        redis.delete(CouponKeys.of(coupon).tickets());
        dueAtOnce(coupon);
        announcer.announceDue();
        isAnnounced(coupon);
    }

    @Test
    void everyOutcomeIsATagValueThatIsPublished() {
        assertThat(WorkerMeters.ANNOUNCEMENT_OUTCOMES)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Stream.of(Announcer.FAILED),
                                        Stream.of(GateOutcome.values())
                                                .map(
                                                        outcome ->
                                                                outcome.name()
                                                                        .toLowerCase(Locale.ROOT)))
                                .toList());
    }

    private GateWriter gates() {
        return gates(redis);
    }

    private GateWriter gates(StringRedisTemplate in) {
        return new GateWriter(in, settings.retention(), SoldOutLease.STOCK_DELAY);
    }

    private Announcer announcerWith(Outbox rows, GateWriter gates) {
        return new Announcer(rows, gates, new Catalogue(kafka), meters, settings);
    }

    private static LettuceConnectionFactory connectionsToNobody() throws IOException {
        try (ServerSocket closedSoon = new ServerSocket(0)) {
            LettuceConnectionFactory factory =
                    new LettuceConnectionFactory(
                            new RedisStandaloneConfiguration(
                                    "localhost", closedSoon.getLocalPort()));
            factory.afterPropertiesSet();
            factory.start();
            return factory;
        }
    }

    private long insertCoupon() {
        long id = WorkerApi.newUser();
        database.sql(
                        """
                        insert into coupon (id, version, name, description, discount_kind,
                            discount_value, total_quantity, opens_at, closes_at, state,
                            created_at, announce_after)
                        values (?, 1, 'n', '', 'AMOUNT', 1, 10, utc_timestamp(6),
                            utc_timestamp(6) + interval 1 day, 'OPEN', utc_timestamp(6),
                            '1970-01-01')\
                        """)
                .param(id)
                .update();
        return id;
    }

    private void dueAtOnce(long coupon) {
        database.sql("update coupon set announce_after = '1970-01-01' where id = ?")
                .param(coupon)
                .update();
    }

    private void isAnnounced(long coupon) {
        assertThat(row(coupon)).isEqualTo(new Row(1, true, false));
    }

    private Row row(long coupon) {
        return database.sql(
                        """
                        select announced_version, warmed, announce_after is not null
                        from coupon where id = ?\
                        """)
                .param(coupon)
                .query((row, _) -> new Row(row.getLong(1), row.getBoolean(2), row.getBoolean(3)))
                .single();
    }

    private record Row(long announcedVersion, boolean warmed, boolean due) {}
}
