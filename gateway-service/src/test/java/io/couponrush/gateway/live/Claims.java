package io.couponrush.gateway.live;

import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** People who claim over HTTP. */
final class Claims {

    private Claims() {}

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
