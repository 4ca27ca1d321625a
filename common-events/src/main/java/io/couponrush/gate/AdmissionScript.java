package io.couponrush.gate;

import io.couponrush.keys.CouponKeys;

import java.util.List;

/** How {@code admission.lua}, which lies beside this class, is called; its head says the rest. */
public final class AdmissionScript {

    /** The resource. */
    public static final String NAME = "admission.lua";

    /** Second argument of a caller who writes the row in the same request and sends no record. */
    public static final String DIRECT = "direct";

    private AdmissionScript() {}

    /** The keys, in the order of the script's. */
    public static List<String> keys(CouponKeys coupon) {
        return List.of(
                coupon.gate(),
                coupon.tickets(),
                coupon.pending(),
                coupon.rejected(),
                coupon.failed(),
                coupon.returned(),
                coupon.direct());
    }
}
