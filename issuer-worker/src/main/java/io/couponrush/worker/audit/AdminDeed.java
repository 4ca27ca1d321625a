package io.couponrush.worker.audit;

import io.couponrush.worker.security.UserId;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an admin did.
 *
 * @param couponId null where it is about no coupon
 * @param target what it was done to, for people, such as "coupon 7"
 * @param details what about it, for people; may be empty
 */
public record AdminDeed(
        UserId admin,
        Kind kind,
        @Nullable Long couponId,
        String target,
        String details,
        Outcome outcome) {

    private static final int LONGEST = 500;

    /** The names are stored and public API. */
    public enum Kind {
        CREATE_COUPON,
        EDIT_COUPON,
        PAUSE,
        RESUME,
        RAISE,
        CLOSE,
        REPLAY,
        DISCARD,
        EXPORT,
        SET_ROLE
    }

    /** What came of it; the names are stored and public API. */
    public enum Outcome {
        DONE,
        /** An export may be fetched now, once. */
        TICKET,
        /** The whole file was fetched. */
        COMPLETE,
        /** The file was not. */
        CUT_OFF
    }

    public AdminDeed {
        if (details.length() > LONGEST) {
            details = details.substring(0, LONGEST);
        }
    }

    /** With a coupon, in the transaction that does it. */
    public static AdminDeed withCoupon(UserId admin, Kind kind, long couponId, String details) {
        return withCoupon(admin, kind, couponId, details, Outcome.DONE);
    }

    public static AdminDeed withCoupon(
            UserId admin, Kind kind, long couponId, String details, Outcome outcome) {
        return new AdminDeed(admin, kind, couponId, "coupon " + couponId, details, outcome);
    }

    /** With an account, in the transaction that does it. */
    public static AdminDeed withUser(UserId admin, Kind kind, long userId, String details) {
        return new AdminDeed(admin, kind, null, "user " + userId, details, Outcome.DONE);
    }
}
