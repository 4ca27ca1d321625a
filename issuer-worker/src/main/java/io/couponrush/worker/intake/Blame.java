package io.couponrush.worker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventHeaders;
import io.couponrush.worker.progress.FailedClaim;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Whose claim a record is, as far as it says. */
public final class Blame {

    private Blame() {}

    /**
     * By its value if that can be read, else by key and headers.
     *
     * @param reason to be written down with the claim
     */
    public static Optional<FailedClaim> on(ConsumerRecord<byte[], byte[]> record, String reason) {
        return switch (Delivery.of(record)) {
            case Delivery.Request(_, CouponIssueRequested claim) ->
                    Optional.of(
                            new FailedClaim(
                                    claim.couponId(), claim.userId(), claim.sequence(), reason));
            case Delivery.Poison _ -> byHeaders(record, reason);
        };
    }

    /** By key and headers alone, which may be readable when the value is not. */
    static Optional<FailedClaim> byHeaders(ConsumerRecord<byte[], byte[]> record, String reason) {
        long user = positive(record.key());
        long coupon = positive(header(record, EventHeaders.COUPON_ID));
        long sequence = positive(header(record, EventHeaders.SEQUENCE));
        return user > 0 && coupon > 0 && sequence > 0
                ? Optional.of(new FailedClaim(coupon, user, sequence, reason))
                : Optional.empty();
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    /** The number written there, or 0. */
    private static long positive(byte @Nullable [] decimal) {
        if (decimal == null) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(new String(decimal, UTF_8)));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
