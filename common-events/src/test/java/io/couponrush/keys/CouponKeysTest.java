package io.couponrush.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

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

    /** What is not among them outlives its coupon, and a rebuild. */
    @Test
    void allAreAll() throws ReflectiveOperationException {
        CouponKeys keys = CouponKeys.of(7);
        List<Object> components = new ArrayList<>();
        for (RecordComponent component : CouponKeys.class.getRecordComponents()) {
            components.add(component.getAccessor().invoke(keys));
        }
        assertThat(keys.all()).isEqualTo(components);
    }
}
