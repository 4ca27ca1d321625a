package io.couponrush.pulse;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one instance did since its last pulse, about a second ago. It comes every second, also when
 * there is nothing to tell: silence means that the instance is gone.
 *
 * @param instance a name of this process alone, as long as it lives; also the record key
 * @param at the end of the time that it tells of, whole seconds, by the instance's clock
 * @param millis how long that time was, at least 1
 * @param coupons those with something to tell, at most {@value #MOST_COUPONS}
 */
public record Pulse(
        String instance, Role role, Instant at, long millis, List<CouponPulse> coupons) {

    public static final int MOST_COUPONS = 200;

    /** Which of the two services. */
    public enum Role {
        GATEWAY,
        WORKER
    }

    public Pulse {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(at, "at");
        if (millis < 1) {
            throw new IllegalArgumentException("a pulse of " + millis + " ms");
        }
        if (coupons.size() > MOST_COUPONS) {
            throw new IllegalArgumentException("a pulse of " + coupons.size() + " coupons");
        }
        coupons = List.copyOf(coupons);
    }
}
