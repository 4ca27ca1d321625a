package io.couponrush.worker.coupon.domain;

import io.couponrush.events.CouponState;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a coupon can be edited.
 *
 * @param totalQuantity at least 1
 * @param opensAt whole milliseconds, as the gate counts
 * @param closesAt whole milliseconds, after {@code opensAt}
 */
public record Terms(
        String name,
        String description,
        CouponState state,
        long totalQuantity,
        Instant opensAt,
        Instant closesAt) {

    public Terms {
        opensAt = opensAt.truncatedTo(ChronoUnit.MILLIS);
        closesAt = closesAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nobody is admitted any more, by an admin's word or by the clock; it stays so. */
    public boolean isClosedAt(Instant now) {
        return state == CouponState.CLOSED || !now.isBefore(closesAt);
    }

    /** What is another than before, by the field's name, in words: "100 to 150". */
    public Map<String, String> changesFrom(Terms before) {
        Map<String, String> changes = new LinkedHashMap<>();
        note(changes, "state", before.state, state);
        note(changes, "totalQuantity", before.totalQuantity, totalQuantity);
        note(changes, "opensAt", before.opensAt, opensAt);
        note(changes, "closesAt", before.closesAt, closesAt);
        note(changes, "name", "“" + before.name + "”", "“" + name + "”");
        if (!description.equals(before.description)) {
            changes.put("description", "rewritten");
        }
        return changes;
    }

    private static void note(Map<String, String> changes, String field, Object from, Object to) {
        if (!from.equals(to)) {
            changes.put(field, from + " to " + to);
        }
    }
}
