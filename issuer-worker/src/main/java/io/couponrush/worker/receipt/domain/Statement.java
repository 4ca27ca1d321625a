package io.couponrush.worker.receipt.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * What is signed and hashed: lines of ASCII, each ended by a line feed. The first line says what it
 * is, so that nothing signed or hashed as one thing can be shown as another. The format is public
 * ({@code docs/receipts.md}); a change of it is another first line.
 */
public final class Statement {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Statement() {}

    /**
     * What the tree holds for a place, and what a receipt says of one that is taken.
     *
     * @param nonce known to the holder alone, so that a leaf says nothing to others
     */
    public static String of(long couponId, Place.Taken place, byte[] nonce) {
        return """
        coupon-rush receipt v1
        coupon: %d
        sequence: %d
        user: %d
        outcome: %s
        settled: %s
        nonce: %s
        """
                .formatted(
                        couponId,
                        place.sequence(),
                        place.userId(),
                        place.ending(),
                        TIME.format(place.settledAt()),
                        HexFormat.of().formatHex(nonce));
    }

    /** Of a place that is nobody's: there is nothing to hide, so anybody can make its leaf. */
    public static String of(long couponId, Place.Vacant place) {
        return """
        coupon-rush vacancy v1
        coupon: %d
        sequence: %d
        why: %s
        """
                .formatted(couponId, place.sequence(), place.why());
    }

    /** Of the whole. */
    public static String of(long couponId, Tally tally, byte[] root, Instant committedAt) {
        return """
        coupon-rush digest v1
        coupon: %d
        places: %d
        issued: %d
        without-coupon: %d
        vacant: %d
        root: %s
        committed: %s
        """
                .formatted(
                        couponId,
                        tally.places(),
                        tally.issued(),
                        tally.places() - tally.issued() - tally.vacant(),
                        tally.vacant(),
                        HexFormat.of().formatHex(root),
                        TIME.format(committedAt));
    }

    public static byte[] bytes(String statement) {
        return statement.getBytes(US_ASCII);
    }
}
