package io.couponrush.worker.receipt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** The bytes that were published: receipts of years ago hang on every one of them. */
class StatementTest {

    private static final Instant AT = Instant.parse("2026-12-01T03:00:00.1Z");

    @Test
    void aReceipt() {
        byte[] nonce = new byte[32];
        nonce[0] = (byte) 0xab;

        assertThat(Statement.of(7, new Place.Taken(42, 1001, Ending.ISSUED, AT), nonce))
                .isEqualTo(
                        "coupon-rush receipt v1\n"
                                + "coupon: 7\n"
                                + "sequence: 42\n"
                                + "user: 1001\n"
                                + "outcome: ISSUED\n"
                                + "settled: 2026-12-01T03:00:00.100000Z\n"
                                + "nonce: ab"
                                + "00".repeat(31)
                                + "\n");
    }

    @Test
    void aVacantPlace() {
        assertThat(Statement.of(7, new Place.Vacant(43, Place.Why.RETURNED)))
                .isEqualTo("coupon-rush vacancy v1\ncoupon: 7\nsequence: 43\nwhy: RETURNED\n");
    }

    @Test
    void aDigest() {
        assertThat(Statement.of(7, new Tally(100, 97, 1), new byte[32], AT))
                .isEqualTo(
                        "coupon-rush digest v1\n"
                                + "coupon: 7\n"
                                + "places: 100\n"
                                + "issued: 97\n"
                                + "without-coupon: 2\n"
                                + "vacant: 1\n"
                                + "root: "
                                + "00".repeat(32)
                                + "\n"
                                + "committed: 2026-12-01T03:00:00.100000Z\n");
    }
}
