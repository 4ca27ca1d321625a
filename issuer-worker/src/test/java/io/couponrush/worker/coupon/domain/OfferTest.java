package io.couponrush.worker.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.Discount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class OfferTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT-1H,    PT1H,     ",
        "PT1H,     PT1H0.001S, ",
        "PT1H,     PT1H,     closesAt",
        "PT2H,     PT1H,     closesAt",
        "PT-2H,    PT-1H,    closesAt",
        "PT-2H,    PT0S,     closesAt",
        "PT1H,     P4000D,   closesAt",
        "P4000D,   P4001D,   opensAt",
        "P-4000D,  P1D,      opensAt",
    })
    void window(Duration opens, Duration closes, String faultyField) {
        assertThat(offer(NOW.plus(opens), NOW.plus(closes)).faultAt(NOW).map(Fault::field))
                .isEqualTo(java.util.Optional.ofNullable(faultyField));
    }

    /** The gate counts in milliseconds; the row must not promise more. */
    @Test
    void timesAreWholeMilliseconds() {
        Offer offer = offer(NOW.plusNanos(1_999_999), NOW.plusSeconds(1));

        assertThat(offer.opensAt()).isEqualTo(NOW.plusMillis(1));
    }

    private static Offer offer(Instant opens, Instant closes) {
        return new Offer("n", "", new Discount(Discount.Kind.AMOUNT, 1), 1, opens, closes);
    }
}
