package io.couponrush.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** People who claim over HTTP. */
final class Claims {

    private Claims() {}

    /** By so many who never did before; all are admitted. */
    static void of(long couponId, TestGateway gateway, int users) throws Exception {
        long first = System.nanoTime() & ((1L << 40) - 1);
        for (int i = 0; i < users; i++) {
            assertThat(one(couponId, gateway, first + i)).isEqualTo(202);
        }
    }

    /** Returns the status of the answer. */
    static int one(long couponId, TestGateway gateway, long user)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri("/api/v3/me/coupons/" + couponId + "/issue"))
                        .header("Authorization", "Bearer " + TestIssuer.shared().token(user))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return TestGateway.HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}
