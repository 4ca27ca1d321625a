package io.couponrush.gate;

import io.couponrush.keys.CouponKeys;

import java.util.List;

/** How {@code admission.lua}, which lies beside this class, is called; its head says the rest. */
public final class AdmissionScript {

    /** The resource. */
    public static final String NAME = "admission.lua";

    /**
     * Given as the {@code run_id} by a caller who doesn't know which server is at the other end of
     * the connection: the script then asks, which costs 5 µs.
     */
    public static final String ASK = "";

    private static final String DIRECT = "direct";

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

    /**
     * The arguments of a caller who sends a record for the claim.
     *
     * @param runId of the server at the other end of the connection, or {@link #ASK}
     * @param epoch the latest that the caller has heard of; an older gate decides nothing
     */
    public static String[] queued(long userId, String runId, long epoch) {
        return new String[] {Long.toString(userId), runId, Long.toString(epoch)};
    }

    /** The same, of a caller who writes the row in the same request and sends no record. */
    public static String[] direct(long userId, String runId, long epoch) {
        return new String[] {Long.toString(userId), runId, Long.toString(epoch), DIRECT};
    }
}
