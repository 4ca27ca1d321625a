package io.couponrush.gateway.live;

import io.couponrush.gateway.meters.GatewayMeters.Answer;
import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.Latencies;
import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.Pulse.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What was told of one coupon in one second, added up as it comes. */
final class Second {

    private final Map<String, Role> instances = new HashMap<>();
    private final Map<String, Double> claims = new TreeMap<>();
    private final List<Long> latencies =
            new ArrayList<>(Collections.nCopies(Latencies.BUCKETS, 0L));

    private double issued;
    private @Nullable Long pending;
    private CouponPulse.@Nullable Books books;

    /** Who told, whether or not about this coupon: of whom it is known that there was nothing. */
    Map<String, Role> instances() {
        return instances;
    }

    void add(Pulse pulse, long couponId) {
        instances.put(pulse.instance(), pulse.role());
        for (CouponPulse coupon : pulse.coupons()) {
            if (coupon.couponId() == couponId) {
                add(coupon, pulse.millis() / 1e3);
            }
        }
    }

    private void add(CouponPulse coupon, double seconds) {
        coupon.claims().forEach((answer, n) -> claims.merge(answer, n / seconds, Double::sum));
        for (int i = 0; i < coupon.latencies().size(); i++) {
            latencies.set(i, latencies.get(i) + coupon.latencies().get(i));
        }
        if (coupon.issued() != null) {
            issued += coupon.issued() / seconds;
        }
        if (coupon.pending() != null) {
            pending = coupon.pending();
            books = coupon.books();
        }
    }

    @Nullable Map<String, Double> claims() {
        if (!instances.containsValue(Role.GATEWAY)) {
            return null;
        }
        Map<String, Double> all = new TreeMap<>();
        for (Answer answer : Answer.values()) {
            all.put(answer.name().toLowerCase(Locale.ROOT), 0.0);
        }
        claims.forEach((answer, rate) -> all.put(answer, rounded(rate)));
        return all;
    }

    @Nullable Double issuedPerSecond() {
        return instances.containsValue(Role.WORKER) ? rounded(issued) : null;
    }

    @Nullable Double quantile(double part) {
        OptionalDouble millis = Latencies.quantile(latencies, part);
        return millis.isPresent() ? rounded(millis.getAsDouble()) : null;
    }

    @Nullable Long pending() {
        return pending;
    }

    CouponPulse.@Nullable Books books() {
        return books;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
