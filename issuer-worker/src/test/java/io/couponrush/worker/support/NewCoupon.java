package io.couponrush.worker.support;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/**
 * A coupon as an admin asks for it.
 *
 * @param body the JSON of the request
 */
public record NewCoupon(Map<String, Object> body) {

    /** Claimable now and for a day. */
    public static NewCoupon open(long total) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new NewCoupon(
                Map.of(
                        "name",
                        "Noon rush",
                        "description",
                        "Half the price",
                        "discount",
                        Map.of("kind", "PERCENT", "value", 50),
                        "totalQuantity",
                        total,
                        "opensAt",
                        now.minus(1, ChronoUnit.HOURS).toString(),
                        "closesAt",
                        now.plus(1, ChronoUnit.DAYS).toString()));
    }

    /** Asks for it and returns its id. */
    public long createdBy(RestTestClient admin) {
        Map<?, ?> created =
                admin.post()
                        .uri("/api/v1/coupons")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody();
        @Nullable Object id = Objects.requireNonNull(created).get("id");
        return ((Number) Objects.requireNonNull(id)).longValue();
    }
}
