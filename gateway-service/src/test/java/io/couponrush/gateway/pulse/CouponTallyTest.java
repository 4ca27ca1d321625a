package io.couponrush.gateway.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.meters.GatewayMeters.Answer;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.Latencies;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class CouponTallyTest {

    private final Instant now = Instant.now();
    private static final long MILLI = 1_000_000;

    private final Map<Long, CouponAnnounced> known = new ConcurrentHashMap<>();
    private final CouponTally tally =
            new CouponTally(
                    new Catalogue() {
                        @Override
                        public @Nullable CouponAnnounced find(long couponId) {
                            return known.get(couponId);
                        }

                        @Override
                        public @Nullable CouponAnnounced nextOpening(Instant after, Instant until) {
                            return null;
                        }

                        @Override
                        public boolean isComplete() {
                            return true;
                        }
                    });

    @Test
    void tellsEachClaimOnce() {
        open(7);
        tally.answered(7, Answer.ADMITTED, MILLI);
        tally.answered(7, Answer.ADMITTED, MILLI);
        tally.answered(7, Answer.SOLD_OUT, 60_000 * MILLI);

        CouponPulse told = tally.take(200, now).getFirst();

        assertThat(told.couponId()).isEqualTo(7);
        assertThat(told.claims()).isEqualTo(Map.of("admitted", 2L, "sold_out", 1L));
        assertThat(told.latencies().get(Latencies.bucket(MILLI))).isEqualTo(2);
        assertThat(told.latencies().get(Latencies.BUCKETS - 1)).isEqualTo(1);
        assertThat(told.issued()).isNull();
        assertThat(tally.take(200, now)).isEmpty();
        tally.answered(7, Answer.PAUSED, 0);
        assertThat(tally.take(200, now).getFirst().claims()).isEqualTo(Map.of("paused", 1L));
    }

    @Test
    void countsNoCouponThatNobodyMade() {
        LongStream.range(1, 5_000).forEach(id -> tally.answered(id, Answer.UNAVAILABLE, 1));
        tally.refused("/api/v3/me/coupons/8/issue");

        assertThat(tally.size()).isZero();
    }

    @Test
    void countsNoMoreCouponsThanItMay() {
        LongStream.rangeClosed(1, 1_500).forEach(this::open);
        LongStream.rangeClosed(1, 1_500).forEach(id -> tally.answered(id, Answer.CLOSED, 1));

        assertThat(tally.size()).isEqualTo(1_000);
        assertThat(tally.take(200, now)).hasSize(200);
        assertThat(tally.take(2_000, now)).as("the others, later").hasSize(800);
    }

    /** Or those that came first would be the only ones that the desk ever sees move. */
    @Test
    void whoIsQuietGivesItsPlaceToWhoComesLater() {
        LongStream.rangeClosed(1, 1_001).forEach(this::open);
        LongStream.rangeClosed(1, 1_000).forEach(id -> tally.answered(id, Answer.SOLD_OUT, 1));
        tally.answered(1_001, Answer.ADMITTED, 1);
        assertThat(tally.take(2_000, now)).as("all but the last").hasSize(1_000);
        LongStream.rangeClosed(1, 999).forEach(id -> tally.answered(id, Answer.SOLD_OUT, 1));
        assertThat(tally.take(2_000, now)).hasSize(999);

        tally.answered(1_001, Answer.ADMITTED, 1);

        assertThat(tally.size()).as("in the place of number 1,000").isEqualTo(1_000);
        assertThat(tally.take(200, now).getFirst().couponId()).isEqualTo(1_001);
    }

    @Test
    void theBusiestComeFirst() {
        open(1);
        open(2);
        tally.answered(1, Answer.ADMITTED, 1);
        IntStream.range(0, 5).forEach(_ -> tally.answered(2, Answer.ADMITTED, 1));

        assertThat(tally.take(1, now)).extracting(CouponPulse::couponId).containsExactly(2L);
        assertThat(tally.take(1, now)).extracting(CouponPulse::couponId).containsExactly(1L);
    }

    @Test
    void aRefusalAtTheDoorIsCountedWhereTheCouponIsKnown() {
        open(9007199254740991L);
        tally.answered(9007199254740991L, Answer.ADMITTED, 1);
        for (String path :
                new String[] {
                    "/api/v3/me/coupons/9007199254740991/issue",
                    "/api/v3/me/coupons/8/issue",
                    "/api/v3/me/coupons/99999999999999999999/issue",
                    "/api/v3/me/coupons/x/issue",
                    "/api/v3/me/coupons//issue",
                }) {
            tally.refused(path);
        }

        assertThat(tally.take(9, now).getFirst().claims())
                .isEqualTo(Map.of("admitted", 1L, "overloaded", 1L));
    }

    @Test
    void aCouponThatIsClosedIsForgottenWhenNobodyClaimsItAnyMore() {
        open(7);
        tally.answered(7, Answer.ADMITTED, 1);
        Instant closed = requireNonNull(known.get(7L)).closesAt();

        assertThat(tally.take(200, closed)).hasSize(1);
        assertThat(tally.size()).isZero();
        tally.answered(7, Answer.CLOSED, 1);
        assertThat(tally.take(200, closed)).hasSize(1);
        open(8);
        tally.answered(8, Answer.ADMITTED, 1);
        tally.take(200, now);
        assertThat(tally.size()).as("open and quiet").isEqualTo(1);
    }

    private void open(long couponId) {
        known.put(couponId, TestCatalogue.open(couponId, 10));
    }
}
