package io.couponrush.worker.trace;

import io.couponrush.events.CouponIssueRequested;
import io.micrometer.tracing.Tracer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.List;
import java.util.function.Supplier;

/**
 * Goes on with the traces of claims. Claims come and are committed by the hundred and their traces
 * one by one, so a batch is timed once, and the times are written into the trace of each of its
 * claims that is recorded. A poll without such a claim costs a look at a header a record.
 */
public final class ClaimTraces {

    private static final ScopedValue<PollTrace> POLL = ScopedValue.newInstance();

    private final Tracer tracer;

    ClaimTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Does the work of a poll.
     *
     * @throws RuntimeException what the work throws
     */
    public void follow(List<ConsumerRecord<byte[], byte[]>> records, Runnable work) {
        List<ConsumerRecord<byte[], byte[]>> recorded =
                records.stream().filter(TraceParent::mayBeRecorded).toList();
        if (recorded.isEmpty()) {
            work.run();
            return;
        }
        PollTrace poll = new PollTrace(recorded);
        try {
            ScopedValue.where(POLL, poll).run(work);
            poll.write(tracer, null);
        } catch (RuntimeException e) {
            poll.write(tracer, e);
            throw e;
        }
    }

    /** Commits these claims of the poll. */
    public <T> T commit(List<CouponIssueRequested> claims, Supplier<T> work) {
        return step("commit", claims, work);
    }

    /** Tells Redis and the results topic what became of them. */
    public void tell(List<CouponIssueRequested> claims, Runnable work) {
        step(
                "tell",
                claims,
                () -> {
                    work.run();
                    return claims;
                });
    }

    private static <T> T step(String name, List<CouponIssueRequested> claims, Supplier<T> work) {
        return POLL.isBound() ? POLL.get().time(name, claims, work) : work.get();
    }
}
