package io.couponrush.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CouponKeysTest {

    /** The names are data in a running Redis: a new name loses every ticket of a live coupon. */
    @Test
    void theNamesArePinnedAndShareOneHashTag() {
        assertThat(CouponKeys.of(7))
                .isEqualTo(
                        new CouponKeys(
                                "coupon:{7}:gate",
                                "coupon:{7}:tickets",
                                "coupon:{7}:pending",
                                "coupon:{7}:rejected",
                                "coupon:{7}:failed",
                                "coupon:{7}:returned",
                                "coupon:{7}:direct"));
    }
}
