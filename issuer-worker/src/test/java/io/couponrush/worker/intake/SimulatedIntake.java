package io.couponrush.worker.intake;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.Progress;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.listener.BatchMessageListener;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** This package's own classes, on simulated servers. */
public final class SimulatedIntake {

    /** As often as the product, without its pauses, which would be real ones. */
    private static final RetryTemplate RETRIES =
            new RetryTemplate(
                    RetryPolicy.builder()
                            .maxRetries(2)
                            .delay(Duration.ZERO)
                            .predicate(Isolation::isWorthRetrying)
                            .build());

    private SimulatedIntake() {}

    /**
     * @param settledFirst a mutation: Redis is told before the database has committed
     */
    public static BatchMessageListener<byte[], byte[]> listener(
            Issuer issuer,
            Progress progress,
            ConfirmedSends sends,
            WorkerMeters meters,
            boolean settledFirst,
            Clock clock) {
        return new IssueRequestListener(
                new Isolation(
                        (coupon, claims) -> {
                            if (settledFirst) {
                                progress.report(coupon, hoped(claims, clock));
                            }
                            progress.report(coupon, issuer.issue(coupon, claims));
                        },
                        RETRIES,
                        () -> true),
                new DeadLetters(progress, sends, meters),
                new IntakeState(clock));
    }

    private static List<Outcome> hoped(List<CouponIssueRequested> claims, Clock clock) {
        return claims.stream()
                .<Outcome>map(claim -> new Outcome.Issued(claim, clock.instant()))
                .toList();
    }
}
