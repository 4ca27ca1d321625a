package io.couponrush.system.guarantee;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What the database held for one coupon.
 *
 * @param total the coupon's total quantity
 * @param counted the coupon's own counter of issued rows
 * @param rows all {@code user_coupon} rows at the end
 * @param samples row counts taken while the load ran
 */
public record DatabaseDump(long total, long counted, List<Row> rows, List<Sample> samples) {

    public DatabaseDump {
        rows = List.copyOf(rows);
        samples = List.copyOf(samples);
    }

    /**
     * @param sequence null for a row that came by v1, which passes no gate
     */
    public record Row(long userId, @Nullable Long sequence, Instant issuedAt) {}

    /** Rows and total as read together at one instant. */
    public record Sample(long rows, long total) {}
}
