package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.meters.WorkerMeters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** The balance that the meters promise, exactly, after everything that can happen to a claim. */
@IssuingTest
class MetersTest {

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;
    @Autowired MeterRegistry registry;

    /** What the meters say, of this test alone: nothing else in this worker issues. */
    private record Readings(
            double rows,
            double duplicates,
            double soldOut,
            double unknown,
            double malformed,
            double unexpected,
            double batched) {

        Readings since(Readings before) {
            return new Readings(
                    rows - before.rows,
                    duplicates - before.duplicates,
                    soldOut - before.soldOut,
                    unknown - before.unknown,
                    malformed - before.malformed,
                    unexpected - before.unexpected,
                    batched - before.batched);
        }
    }

    @Test
    void admittedIsIssuedPlusRejectedPlusDeadLettered()
            throws ExecutionException, InterruptedException {
        Requests requests = broker.requests(3);
        Offered scarce = coupons.offer(60);
        Offered unknown = coupons.unknown(10);
        List<CouponIssueRequested> claims = scarce.admit(100);
        CouponIssueRequested poisoned = claims.get(10);
        CouponIssueRequested culprit = claims.get(20);
        List<CouponIssueRequested> good =
                claims.stream().filter(claim -> !claim.equals(poisoned)).toList();
        Readings before = read();

        requests.send(0, good);
        requests.sendAll(List.of(Poison.BROKEN_JSON.spoil().apply(requests.to(1, poisoned))));
        requests.send(2, unknown.admit(10));
        ClaimWork work =
                (couponId, batch) -> {
                    if (batch.contains(culprit)) {
                        throw new IllegalStateException("a bug");
                    }
                    intakes.work().finish(couponId, batch);
                };
        try (Running _ = intakes.start(requests, work)) {
            requests.awaitAllCommitted();
            // all of it once more, as after a crash
            requests.send(0, good.stream().filter(claim -> !claim.equals(culprit)).toList());
            requests.awaitAllCommitted();
        }

        Readings now = read().since(before);
        assertThat(now).isEqualTo(new Readings(60, 60, 38, 10, 1, 1, 98 + 10 + 98));
        Books books = scarce.books();
        assertThat(books.admitted() + unknown.books().admitted())
                .isEqualTo(
                        (long)
                                (now.rows
                                        + now.soldOut
                                        + now.unknown
                                        + now.malformed
                                        + now.unexpected));
        assertThat(books.rejected()).hasSize(38);
        assertThat(books.failed()).hasSize(2);
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    private Readings read() {
        return new Readings(
                count(WorkerMeters.ROWS, "version", "v3"),
                count(WorkerMeters.DUPLICATES),
                count(WorkerMeters.REJECTED, "reason", "SOLD_OUT"),
                count(WorkerMeters.REJECTED, "reason", "COUPON_UNKNOWN"),
                count(WorkerMeters.DEAD_LETTERS, "fault", "MALFORMED_VALUE"),
                count(WorkerMeters.DEAD_LETTERS, "fault", "UNEXPECTED_ERROR"),
                registry.find(WorkerMeters.BATCH).summaries().stream()
                        .mapToDouble(DistributionSummary::totalAmount)
                        .sum());
    }

    private double count(String name, String... tags) {
        return registry.counter(name, tags).count();
    }
}
