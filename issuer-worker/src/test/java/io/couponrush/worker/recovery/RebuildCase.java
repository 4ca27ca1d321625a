package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.intake.Intakes;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.recovery.RebuildWorkers.OwnCoupon;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** A coupon of which Redis loses something, and what makes its gate anew from the rows. */
@IssuingTest
abstract class RebuildCase {

    static final int TOTAL = 50;

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired StringRedisTemplate redis;
    @Autowired Progress progress;
    @Autowired JdbcClient database;
    @Autowired KafkaProperties kafka;
    @Autowired ConfirmedSends sends;
    @Autowired WorkerMeters meters;

    final AtomicLong nanos = new AtomicLong();
    RebuildWorkers workers;
    Requests requests;
    TopicProgress topic;
    Offered coupon;
    OwnCoupon row;
    Rebuilder rebuilder;
    Recovery recovery;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        // not a bean: with one more than the others these classes would not share their worker
        workers = new RebuildWorkers(database, redis, kafka, sends, meters);
        requests = broker.requests(3);
        topic = workers.topic(requests);
        coupon = coupons.offer(TOTAL).warmed();
        row = workers.coupon(coupon.id());
        rebuilder = workers.rebuilder(row, topic, nanos::get);
        recovery = worker(rebuilder);
    }

    @AfterEach
    void end() {
        topic.close();
    }

    void assertAllIsWell(List<CouponIssueRequested> winners) {
        assertThat(winners)
                .allSatisfy(
                        winner ->
                                assertThat(told(winner.userId()))
                                        .isEqualTo("ISSUED " + winner.sequence()));
        work(claimAll(60));
        Books books = coupon.books();
        assertThat(books.rows()).hasSize(TOTAL);
        assertThat(books.rejected()).isEmpty();
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    Recovery worker(Rebuilder itsRebuilder) {
        Lease lease = new Lease(database, workers.newLease(), Duration.ofMinutes(1));
        return workers.recovery(row, itsRebuilder, topic, lease, nanos::get);
    }

    void rebuild() {
        rebuild(recovery);
    }

    void rebuild(Recovery worker) {
        worker.round();
        later(RebuildWorkers.GRACE);
        worker.round();
        assertThat(row.row().rebuildSince()).as("rebuilt").isEmpty();
    }

    List<CouponIssueRequested> issued(int claims) {
        List<CouponIssueRequested> admitted = coupon.admit(claims);
        work(admitted);
        return admitted;
    }

    void work(List<CouponIssueRequested> claims) {
        requests.send(claims);
        drain();
    }

    void drain() {
        try (var _ = intakes.start(requests)) {
            requests.awaitAllCommitted();
        }
    }

    List<CouponIssueRequested> claimAll(int users) {
        return workers.claimAll(
                coupon.id(), LongStream.range(0, users).map(_ -> WorkerApi.newUser()));
    }

    static LongStream users(CouponIssueRequested claim) {
        return LongStream.of(claim.userId());
    }

    String told(long user) {
        return workers.told(coupon.id(), user);
    }

    void empty() {
        redis.delete(coupon.keys().all());
    }

    void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
