package io.couponrush.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class SecurityTest {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void withoutATokenNobodyGetsIn() throws Exception {
        HttpResponse<String> answer = get("/api/v3/me/coupons/1/ticket", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"UNAUTHENTICATED\"");
    }

    @Test
    void aGoodTokenGetsThrough() throws Exception {
        assertThat(get("/api/v3/me/anything", TestIssuer.shared().token(7)).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> get(String path, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return TestGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
