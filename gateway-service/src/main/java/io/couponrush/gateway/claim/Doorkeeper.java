package io.couponrush.gateway.claim;

import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.pulse.CouponTally;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the claims that wait for their answers, from the instant their headers are read, and says
 * when there are too many. {@link InFlight} counts another thing: a claim whose answer was late, or
 * whose client has hung up, waits no more but is still under way. Safe for use by many threads.
 */
final class Doorkeeper {

    private final AtomicInteger waiting = new AtomicInteger();
    private final InFlight inFlight;
    private final Bound bound;
    private final GatewayMeters meters;
    private final CouponTally tally;

    Doorkeeper(InFlight inFlight, Bound bound, GatewayMeters meters, CouponTally tally) {
        this.inFlight = inFlight;
        this.bound = bound;
        this.meters = meters;
        this.tally = tally;
        meters.claimsUnderWay(waiting::get, bound::now, inFlight::count);
    }

    /**
     * False if there are too many: then the claim was counted as refused.
     *
     * @param path of the claim
     */
    boolean enter(String path) {
        if (fits(waiting.incrementAndGet())) {
            return true;
        }
        waiting.decrementAndGet();
        meters.claim(GatewayMeters.Answer.OVERLOADED);
        tally.refused(path);
        return false;
    }

    /** The claim was answered, or its client has gone. */
    void leave() {
        waiting.decrementAndGet();
        bound.answered();
    }

    /** A request for a claim, plain or not, was answered so long after its headers were read. */
    void answered(long nanos) {
        meters.latency().record(nanos, TimeUnit.NANOSECONDS);
    }

    int waiting() {
        return waiting.get();
    }

    private boolean fits(int waitingNow) {
        return waitingNow <= bound.at(System.nanoTime(), waitingNow) && !inFlight.isFull();
    }
}
