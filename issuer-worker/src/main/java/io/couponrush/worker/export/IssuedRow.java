package io.couponrush.worker.export;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * One line of the file.
 *
 * @param username null where the user has no account
 * @param sequence null on a road that has no tickets
 * @param issuedAt UTC
 */
record IssuedRow(
        long couponId,
        long userId,
        @Nullable String username,
        @Nullable Long sequence,
        String road,
        LocalDateTime issuedAt) {

    static final List<String> NAMES =
            List.of("coupon_id", "user_id", "username", "sequence", "road", "issued_at");

    List<String> cells() {
        return List.of(
                Long.toString(couponId),
                Long.toString(userId),
                username == null ? "" : username,
                sequence == null ? "" : sequence.toString(),
                road,
                issuedAt.toInstant(ZoneOffset.UTC).toString());
    }
}
