package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.intake.Intakes;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;
import io.couponrush.worker.issuing.Reading;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.recovery.domain.GateFacts;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** What a gateway that dies between the script and the broker leaves behind. */
@IssuingTest
class ReconcilerTest {

    private static final Duration OVERDUE = Duration.ofSeconds(5);
    private static final int BATCH = 20;

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired Issuer issuer;
    @Autowired KafkaProperties kafka;
    @Autowired ConfirmedSends sends;
    @Autowired StringRedisTemplate redis;
    @Autowired WorkerMeters meters;
    @Autowired MeterRegistry registry;

    private final AtomicLong nanos = new AtomicLong();
    private Requests requests;
    private TopicProgress topic;
    private RecoveryKeys keys;
    private Reconciler reconciler;
    private Offered coupon;
    private Reading sent;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        requests = broker.requests(3);
        topic =
                new TopicProgress(
                        kafka.buildAdminProperties(), requests.topic(), requests.group(), sends);
        keys = new RecoveryKeys(redis);
        reconciler = reconciler();
        coupon = coupons.offer(100).warmed();
        sent = broker.reading(requests.topic());
    }

    @AfterEach
    void end() {
        sent.close();
        topic.close();
    }

    @Test
    void claimsWithoutAMessageBecomeRows() {
        List<CouponIssueRequested> leaked = coupon.admit(10);
        double before = registry.counter(WorkerMeters.REPUBLISHED).count();

        round();
        later(OVERDUE);
        round();

        try (var _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }
        Books books = coupon.books();
        assertThat(books.pending()).isEmpty();
        assertThat(books.rows())
                .containsOnlyKeys(leaked.stream().map(CouponIssueRequested::userId).toList());
        assertThat(books.rows().values()).allMatch(sequence -> sequence <= 10);
        assertThat(books.balance()).as("%s", books).isTrue();
        assertThat(registry.counter(WorkerMeters.REPUBLISHED).count() - before).isEqualTo(10);
    }

    @Test
    void nothingIsPublishedBeforeItIsOverdue() {
        coupon.admit(3);

        round();
        later(OVERDUE.minusMillis(1));
        round();

        assertThat(published()).isEmpty();
    }

    @Test
    void nothingIsPublishedWhileTheConsumerIsBehind() {
        requests.send(coupon.admit(3));

        round();
        later(OVERDUE.multipliedBy(100));
        round();
        assertThat(published()).hasSize(3);

        try (var _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }
        round();
        assertThat(published()).as("they were settled meanwhile").hasSize(3);
    }

    /** The broker has lost its disk: the ends of the look will not be reached again for long. */
    @Test
    void aTopicThatHasLostItsRecordsIsLookedAtAnew() throws Exception {
        requests.send(coupon.admit(30));
        round();
        requests.lose();

        later(OVERDUE);
        round();
        later(OVERDUE);
        round();

        Patience.await().until(() -> requests.uncommitted() >= BATCH);
    }

    /** Its message may still be on its way. */
    @Test
    void aClaimAfterTheLookIsLeftAlone() {
        CouponIssueRequested leaked = coupon.admit();
        round();
        coupon.admit(5);
        later(OVERDUE);
        round();

        assertThat(published()).containsExactly(leaked.userId());
    }

    @Test
    void aRoundPublishesSoManyAtMostAndTheNextGoesOn() {
        coupon.admit(2 * BATCH + 5);
        Offered second = coupons.offer(10).warmed();
        second.admit(5);

        round(coupon, second);
        later(OVERDUE);
        round(coupon, second);
        assertThat(published()).hasSize(BATCH);
        round(coupon, second);
        assertThat(published()).hasSize(2 * BATCH);
        round(coupon, second);

        assertThat(published()).hasSize(2 * BATCH + 10).doesNotHaveDuplicates();
    }

    /** The worker died between the commit and Redis, and its message is gone. */
    @Test
    void aRowWhoseClaimIsStillPendingIsSettled() {
        CouponIssueRequested claim = coupon.admit();
        issuer.issue(coupon.id(), List.of(claim));

        round();
        later(OVERDUE);
        round();
        try (var _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }

        assertThat(coupon.books().pending()).isEmpty();
        assertThat(coupon.books().rows()).containsOnlyKeys(claim.userId());
    }

    /** A message is on its way then, so v2 must not return the slot any more. */
    @Test
    void aClaimOfV2IsNotDirectAnyMore() {
        CouponIssueRequested claim = coupon.admit();
        redis.opsForSet().add(coupon.keys().direct(), "" + claim.userId());

        round();
        later(OVERDUE);
        round();

        assertThat(published()).containsExactly(claim.userId());
        assertThat(redis.hasKey(coupon.keys().direct())).isFalse();
    }

    /** Safe at any moment, by any number of workers: all of them publish, each row is one. */
    @Test
    void needlessCopiesAreHarmless() {
        List<CouponIssueRequested> claims = coupon.admit(15);
        Reconciler other = reconciler();
        try (var _ = intakes.start(requests)) {
            round();
            other.round(gates(coupon));
            later(OVERDUE);
            round();
            other.round(gates(coupon));
            requests.send(claims);
            requests.awaitAllCommitted();
        }

        Books books = coupon.books();
        assertThat(books.rows()).hasSize(15);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private void round() {
        round(coupon);
    }

    private void round(Offered... offered) {
        reconciler.round(gates(offered));
    }

    private List<GateFacts> gates(Offered... offered) {
        return List.of(offered).stream().map(one -> keys.look(one.id()).orElseThrow()).toList();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<Long> published() {
        return sent.wanted(_ -> true).stream().map(ReconcilerTest::user).toList();
    }

    private static long user(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private Reconciler reconciler() {
        return new Reconciler(
                keys,
                topic,
                meters,
                new RecoveryProperties(
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        OVERDUE,
                        Duration.ZERO,
                        BATCH),
                nanos::get);
    }
}
