package io.couponrush.pulse;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One coupon in a {@link Pulse}. Null is "not known here", which is not 0.
 *
 * @param couponId at least 1
 * @param claims answered since the last pulse, by answer, such as {@code admitted}; empty from a
 *     worker
 * @param latencies of those claims, as {@link Latencies} counts them, without zeros at the end;
 *     empty from a worker
 * @param issued rows committed since the last pulse; null from a gateway
 * @param pending claims that waited when somebody looked, since the last pulse
 * @param books where all claims were then; null if one of the two servers could not be asked
 */
public record CouponPulse(
        long couponId,
        Map<String, Long> claims,
        List<Long> latencies,
        @Nullable Long issued,
        @Nullable Long pending,
        @Nullable Books books) {

    /** The parts of promise P6, as the balance of a coupon shows them. */
    public record Books(
            long admitted,
            long issued,
            long rejected,
            long deadLettered,
            long returned,
            long elsewhere,
            long pending,
            long difference) {}

    public CouponPulse {
        if (couponId < 1) {
            throw new IllegalArgumentException("couponId must be at least 1, was " + couponId);
        }
        if (latencies.size() > Latencies.BUCKETS) {
            throw new IllegalArgumentException(latencies.size() + " buckets of latencies");
        }
        claims = Map.copyOf(claims);
        latencies = List.copyOf(latencies);
    }

    public static CouponPulse ofGateway(
            long couponId, Map<String, Long> claims, List<Long> latencies) {
        return new CouponPulse(couponId, claims, latencies, null, null, null);
    }

    public static CouponPulse ofWorker(
            long couponId, long issued, @Nullable Long pending, @Nullable Books books) {
        return new CouponPulse(couponId, Map.of(), List.of(), issued, pending, books);
    }
}
