package io.couponrush.system.api;

import java.net.URI;
import java.time.Duration;

/** A new coupon on its way to the gateway. */
public final class Announcement {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private Announcement() {}

    /**
     * The gateway hears of a new coupon through Kafka; nobody is to be told 404 for that.
     *
     * @throws IllegalStateException if the gateway doesn't know it after 20 s
     */
    public static void await(URI gateway, long couponId) {
        ProductApi anybody = ProductApi.anonymous(gateway);
        String path = "/api/v3/coupons/" + couponId + "/progress";
        if (!Await.until(() -> anybody.send("GET", path, null).statusCode() == 200, BOUND)) {
            throw new IllegalStateException(
                    "the gateway does not know coupon %d after %d s; see its log"
                            .formatted(couponId, BOUND.toSeconds()));
        }
    }
}
