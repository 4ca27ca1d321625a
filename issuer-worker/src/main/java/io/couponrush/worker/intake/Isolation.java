package io.couponrush.worker.intake;

import org.springframework.core.retry.RetryTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps one claim that can't be processed from holding up the others of its batch. */
final class Isolation {

    private final ClaimWork work;
    private final RetryTemplate retries;
    private final BooleanSupplier running;

    /**
     * @param retries of what {@link #isWorthRetrying}
     * @param running false once the worker is stopping: what fails then is nobody's fault
     */
    Isolation(ClaimWork work, RetryTemplate retries, BooleanSupplier running) {
        this.work = work;
        this.retries = retries;
        this.running = running;
    }

    /** An absent server is waited for by the consumer, which can do it and keep its partitions. */
    static boolean isWorthRetrying(Throwable error) {
        return error instanceof RuntimeException && !Faults.isInfrastructure(error);
    }

    /**
     * Does the work for all; if that keeps failing, for each half by itself, down to the culprits.
     *
     * @param batch on one coupon, at least one
     * @return the culprits
     * @throws RuntimeException if a server is away: all of the batch must come again
     */
    List<DeadLetter> process(long couponId, List<Delivery.Request> batch) {
        List<DeadLetter> culprits = new ArrayList<>();
        try {
            retries.invoke(() -> finish(couponId, batch));
        } catch (RuntimeException e) {
            divide(couponId, batch, e, culprits);
        }
        return culprits;
    }

    private void divide(
            long couponId,
            List<Delivery.Request> batch,
            RuntimeException error,
            List<DeadLetter> culprits) {
        if (Faults.isInfrastructure(error) || !running.getAsBoolean()) {
            throw error;
        }
        if (batch.size() == 1) {
            tryOnceMore(couponId, batch, culprits);
            return;
        }
        int middle = batch.size() / 2;
        for (List<Delivery.Request> half :
                List.of(batch.subList(0, middle), batch.subList(middle, batch.size()))) {
            try {
                finish(couponId, half);
            } catch (RuntimeException e) {
                divide(couponId, half, e, culprits);
            }
        }
    }

    /**
     * It may have failed because another worker committed its very row after it was looked for. The
     * second look sees that row.
     */
    private void tryOnceMore(long couponId, List<Delivery.Request> one, List<DeadLetter> culprits) {
        try {
            finish(couponId, one);
        } catch (RuntimeException e) {
            if (Faults.isInfrastructure(e) || !running.getAsBoolean()) {
                throw e;
            }
            culprits.add(DeadLetter.of(one.getFirst(), e));
        }
    }

    private void finish(long couponId, List<Delivery.Request> batch) {
        work.finish(couponId, batch.stream().map(Delivery.Request::claim).toList());
    }
}
