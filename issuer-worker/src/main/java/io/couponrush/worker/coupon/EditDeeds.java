package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.worker.audit.AdminDeed;
import io.couponrush.worker.coupon.domain.Terms;
import io.couponrush.worker.security.UserId;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * How an edit is called in the trail: by a name of its own if it changes one thing that has one.
 */
final class EditDeeds {

    private EditDeeds() {}

    static AdminDeed of(UserId admin, long couponId, Terms before, Terms after) {
        Map<String, String> changes = after.changesFrom(before);
        String details =
                changes.entrySet().stream()
                        .map(change -> word(change.getKey()) + " " + change.getValue())
                        .collect(Collectors.joining(", "));
        return AdminDeed.withCoupon(admin, kind(changes, after.state()), couponId, details);
    }

    private static AdminDeed.Kind kind(Map<String, String> changes, CouponState state) {
        if (changes.size() > 1) {
            return AdminDeed.Kind.EDIT_COUPON;
        }
        return changes.containsKey("state")
                ? turnedTo(state)
                : changes.containsKey("totalQuantity")
                        ? AdminDeed.Kind.RAISE
                        : AdminDeed.Kind.EDIT_COUPON;
    }

    private static AdminDeed.Kind turnedTo(CouponState state) {
        return switch (state) {
            case OPEN -> AdminDeed.Kind.RESUME;
            case PAUSED -> AdminDeed.Kind.PAUSE;
            case CLOSED -> AdminDeed.Kind.CLOSE;
        };
    }

    private static String word(String field) {
        return switch (field) {
            case "totalQuantity" -> "total";
            case "opensAt" -> "opens";
            case "closesAt" -> "closes";
            default -> field;
        };
    }
}
