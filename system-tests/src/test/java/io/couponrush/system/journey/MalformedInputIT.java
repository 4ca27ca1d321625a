package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.couponrush.system.lane.ProductLane;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** A spot check through both services; each service has a fuller table of its own. */
@ProductLane
class MalformedInputIT {

    private static final String JSON = "application/json";
    private static final String SIGN_UP = "/api/v1/auth/signup";

    @ParameterizedTest(name = "{0} {1} is answered {4} {5}")
    @MethodSource("requests")
    void isAProblemWithACode(
            String method, String path, @Nullable String type, String body, int status, String code)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(SharedProduct.STATE.gateway().resolve(path))
                        .method(method, BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }

        HttpResponse<String> answer = send(request.build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "at io.", "at java.");
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("POST", SIGN_UP, JSON, "{", 400, "VALIDATION_FAILED"),
                arguments("POST", SIGN_UP, JSON, "{\"username\":5}", 400, "VALIDATION_FAILED"),
                arguments(
                        "POST",
                        SIGN_UP,
                        JSON,
                        "{\"username\":\"somebody\",\"password\":\"long enough\",\"admin\":true}",
                        400,
                        "VALIDATION_FAILED"),
                arguments("POST", SIGN_UP, "text/plain", "hello", 415, "UNSUPPORTED_MEDIA_TYPE"),
                arguments("DELETE", SIGN_UP, null, "", 405, "METHOD_NOT_ALLOWED"),
                arguments(
                        "POST",
                        SIGN_UP,
                        JSON,
                        "\"" + "x".repeat(1 << 20) + "\"",
                        413,
                        "PAYLOAD_TOO_LARGE"),
                arguments("POST", "/api/v3/me/coupons/1/issue", null, "", 401, "UNAUTHENTICATED"),
                arguments("GET", "/api/v3/coupons/0/progress", null, "", 400, "VALIDATION_FAILED"),
                arguments(
                        "GET",
                        "/api/v3/coupons/9007199254740992/progress",
                        null,
                        "",
                        400,
                        "VALIDATION_FAILED"),
                arguments(
                        "GET",
                        "/api/v3/coupons/9007199254740991/progress",
                        null,
                        "",
                        404,
                        "COUPON_NOT_FOUND"),
                arguments("GET", "/api/v9/nothing", null, "", 404, "NOT_FOUND"));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
