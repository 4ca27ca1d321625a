package io.couponrush.worker.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditTest {

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
        assertThat(new Edit(1, state, total).on(is, 100))
                .isEqualTo(new Edit.Changed(becomes, newTotal));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, , ", "OPEN, OPEN, ", "CLOSED, CLOSED, 100", "PAUSED, , 100"})
    void whatIsSoAlreadyIsNoChange(
            CouponState is, @Nullable CouponState state, @Nullable Long total) {
        assertThat(new Edit(1, state, total).on(is, 100)).isEqualTo(new Edit.Unchanged());
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,   ,     99,  totalQuantity",
        "CLOSED, OPEN, ,    state",
        "CLOSED, ,     101, totalQuantity",
        "CLOSED, CLOSED, 101, totalQuantity",
    })
    void refuses(CouponState is, @Nullable CouponState state, @Nullable Long total, String field) {
        assertThat(new Edit(1, state, total).on(is, 100))
                .isInstanceOfSatisfying(
                        Edit.Refused.class,
                        refused -> assertThat(refused.fault().field()).isEqualTo(field));
    }
}
