package io.couponrush.worker.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class EditTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "OPEN,   PAUSED, ,    PAUSED, 100",
        "PAUSED, OPEN,   ,    OPEN,   100",
        "OPEN,   CLOSED, ,    CLOSED, 100",
        "PAUSED, CLOSED, ,    CLOSED, 100",
        "OPEN,   ,       101, OPEN,   101",
        "PAUSED, OPEN,   200, OPEN,   200",
    })
    void changes(
            CouponState is,
            @Nullable CouponState state,
            @Nullable Long total,
            CouponState becomes,
            long newTotal) {
        Terms open = terms(is, "-PT1H", "PT1H");

        assertThat(edit(state, total).on(open, NOW))
                .isEqualTo(
                        new Edit.Changed(
                                new Terms(
                                        open.name(),
                                        open.description(),
                                        becomes,
                                        newTotal,
                                        open.opensAt(),
                                        open.closesAt())));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, , ", "OPEN, OPEN, ", "CLOSED, CLOSED, 100", "PAUSED, , 100"})
    void whatIsSoAlreadyIsNoChange(
            CouponState is, @Nullable CouponState state, @Nullable Long total) {
        assertThat(edit(state, total).on(terms(is, "-PT1H", "PT1H"), NOW))
                .isEqualTo(new Edit.Unchanged());
    }

    /** Below a millisecond nothing counts times, so it is no other time either. */
    @Test
    void aTimeThatTheGateCannotTellApartIsNoChange() {
        Terms is = terms(CouponState.OPEN, "-PT1H", "PT1H");

        assertThat(
                        new Edit(1, null, null, null, null, is.opensAt().plusNanos(999_999), null)
                                .on(is, NOW))
                .isEqualTo(new Edit.Unchanged());
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,   ,     99,  totalQuantity",
        "CLOSED, OPEN, ,    state",
        "CLOSED, ,     101, totalQuantity",
        "CLOSED, CLOSED, 101, totalQuantity",
    })
    void refuses(CouponState is, @Nullable CouponState state, @Nullable Long total, String field) {
        assertThat(fault(edit(state, total).on(terms(is, "-PT1H", "PT1H"), NOW)).field())
                .isEqualTo(field);
    }

    /** Times as they are and as they are wanted, from now. */
    @ParameterizedTest
    @CsvSource({
        "PT1M,  PT1H, PT2M,  ",
        "PT10M, PT1H, PT1M,  ",
        "PT10M, PT1H, PT59M, ",
        "PT10M, PT1H, PT2H,  PT3H",
        "-PT1H, PT1M, ,      PT1H",
        "-PT1H, PT1H, ,      PT1M",
        "PT10M, PT1H, ,      PT10M0.001S",
    })
    void timesThatAreNotNearAreMoved(
            String opens, String closes, @Nullable String newOpens, @Nullable String newCloses) {
        Terms is = terms(CouponState.OPEN, opens, closes);
        Terms wanted =
                terms(
                        CouponState.OPEN,
                        newOpens == null ? opens : newOpens,
                        newCloses == null ? closes : newCloses);

        assertThat(times(newOpens, newCloses).on(is, NOW)).isEqualTo(new Edit.Changed(wanted));
    }

    @ParameterizedTest
    @CsvSource({
        "-PT1S,     PT1H, PT2M,      ,           opensAt,  until 60 s before it comes",
        "PT59.999S, PT1H, PT2M,      ,           opensAt,  until 60 s before it comes",
        "PT10M,     PT1H, PT59.999S, ,           opensAt,  at least 60 s away",
        "PT10M,     PT1H, -PT1H,     ,           opensAt,  at least 60 s away",
        "PT10M,     PT1H, PT1H,      ,           opensAt,  must be before closesAt",
        "PT10M,     PT1H, P9999D,    ,           opensAt,  within ten years",
        "-PT1H, PT59.999S, ,         PT1H,       closesAt, until 60 s before it comes",
        "-PT1H,     PT1H, ,          PT59.999S,  closesAt, at least 60 s away",
        "-PT1H,     PT1H, ,          -PT1M,      closesAt, at least 60 s away",
        "PT10M,     PT1H, ,          PT10M,      closesAt, must be after opensAt",
        "PT10M,     PT1H, PT2H,      PT90M,      closesAt, must be after opensAt",
        "-PT1H,     PT1H, ,          P9999D,     closesAt, within ten years",
        "-PT2H,     PT0S, ,          PT1H,       closesAt, the coupon is closed",
    })
    void refusesTimes(
            String opens,
            String closes,
            @Nullable String newOpens,
            @Nullable String newCloses,
            String field,
            String message) {
        Fault fault =
                fault(times(newOpens, newCloses).on(terms(CouponState.OPEN, opens, closes), NOW));

        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, PT1H", "OPEN, PT0S"})
    void whatIsClosedKeepsItsNameAndDescription(CouponState state, String closes) {
        Terms is = terms(state, "-PT1H", closes);

        assertThat(fault(new Edit(1, "another", null, null, null, null, null).on(is, NOW)))
                .isEqualTo(new Fault("name", "can't be changed, the coupon is closed"));
        assertThat(fault(new Edit(1, null, "another", null, null, null, null).on(is, NOW)).field())
                .isEqualTo("description");
    }

    private static Terms terms(CouponState state, String opens, String closes) {
        return new Terms("name", "what it is", state, 100, at(opens), at(closes));
    }

    private static Edit edit(@Nullable CouponState state, @Nullable Long total) {
        return new Edit(1, null, null, state, total, null, null);
    }

    private static Edit times(@Nullable String opens, @Nullable String closes) {
        return new Edit(
                1,
                null,
                null,
                null,
                null,
                opens == null ? null : at(opens),
                closes == null ? null : at(closes));
    }

    private static Instant at(String fromNow) {
        return NOW.plus(Duration.parse(fromNow));
    }

    private static Fault fault(Edit.Result result) {
        assertThat(result).isInstanceOf(Edit.Refused.class);
        return ((Edit.Refused) result).fault();
    }
}
