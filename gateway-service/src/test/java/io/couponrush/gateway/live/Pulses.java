package io.couponrush.gateway.live;

import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.pulse.Latencies;
import io.couponrush.pulse.Pulse;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Pulses as instances send them. */
final class Pulses {

    private Pulses() {}

    /** With nothing to tell. */
    static Pulse quiet(String instance, Pulse.Role role, long second) {
        return new Pulse(instance, role, Instant.ofEpochSecond(second), 1_000, List.of());
    }

    /** All claims were admitted, in so many milliseconds. */
    static Pulse gateway(String instance, long second, long couponId, long claims, long millis) {
        List<Long> latencies = new ArrayList<>(Collections.nCopies(Latencies.BUCKETS, 0L));
        latencies.set(Latencies.bucket(millis * 1_000_000), claims);
        return new Pulse(
                instance,
                Pulse.Role.GATEWAY,
                Instant.ofEpochSecond(second),
                1_000,
                List.of(CouponPulse.ofGateway(couponId, Map.of("admitted", claims), latencies)));
    }

    static Pulse worker(
            String instance, long second, long couponId, long issued, @Nullable Books books) {
        return new Pulse(
                instance,
                Pulse.Role.WORKER,
                Instant.ofEpochSecond(second),
                1_000,
                List.of(
                        CouponPulse.ofWorker(
                                couponId, issued, books == null ? null : books.pending(), books)));
    }
}
