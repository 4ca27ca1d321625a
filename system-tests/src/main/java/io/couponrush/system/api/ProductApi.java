package io.couponrush.system.api;

import io.couponrush.system.guarantee.Balance;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the product as one user, or as nobody. Every unexpected answer throws. */
public final class ProductApi {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** The most that a list gives at once. */
    private static final int PAGE = 100;

    private final HttpClient http;
    private final URI server;
    private final @Nullable String token;

    private ProductApi(HttpClient http, URI server, @Nullable String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    public static ProductApi anonymous(URI server) {
        return new ProductApi(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build(),
                server,
                null);
    }

    /** The same server, asked under this token. */
    public ProductApi as(String newToken) {
        return new ProductApi(http, server, newToken);
    }

    /** The same server, asked as this user. */
    public ProductApi signedIn(String username, String password) {
        JsonNode answer =
                call(
                        "POST",
                        "/api/v1/auth/signin",
                        Map.of("username", username, "password", password),
                        200);
        return as(answer.required("accessToken").asString());
    }

    public void signUp(String username, String password) {
        call(
                "POST",
                "/api/v1/auth/signup",
                Map.of("username", username, "password", password),
                201);
    }

    /** Creates an open coupon with 10 % off. */
    public Coupon createCoupon(String name, long total, Instant opensAt, Instant closesAt) {
        Map<String, Object> body =
                Map.of(
                        "name",
                        name,
                        "discount",
                        Map.of("kind", "PERCENT", "value", 10),
                        "totalQuantity",
                        total,
                        "opensAt",
                        opensAt.toString(),
                        "closesAt",
                        closesAt.toString());
        return JSON.treeToValue(call("POST", "/api/v1/coupons", body, 201), Coupon.class);
    }

    /** Edits a coupon: {@code state}, {@code opensAt} and whatever else can be edited. */
    public Coupon editCoupon(Coupon coupon, Map<String, Object> change) {
        Map<String, Object> body = new HashMap<>(change);
        body.put("version", coupon.version());
        return JSON.treeToValue(
                call("PATCH", "/api/v1/coupons/" + coupon.id(), body, 200), Coupon.class);
    }

    public Coupon coupon(long id) {
        return JSON.treeToValue(call("GET", "/api/v1/coupons/" + id, null, 200), Coupon.class);
    }

    /** All coupons on offer, page by page. */
    public List<Coupon> coupons() {
        List<Coupon> all = new ArrayList<>();
        List<Coupon> page;
        int number = 0;
        do {
            String path = "/api/v1/coupons?page=" + number++ + "&size=" + PAGE;
            page = List.of(JSON.treeToValue(call("GET", path, null, 200), Coupon[].class));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    public Balance balance(long couponId) {
        return JSON.treeToValue(
                call("GET", "/api/v1/admin/coupons/" + couponId + "/balance", null, 200),
                Balance.class);
    }

    /** The first key of the worker's JWKS. */
    public JsonNode signingKey() {
        return call("GET", "/.well-known/jwks.json", null, 200).required("keys").required(0);
    }

    /**
     * Any call.
     *
     * @param body written as JSON, null for none
     * @throws ApiException if the answer has another status than expected
     */
    public JsonNode call(String method, String path, @Nullable Object body, int expected) {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() != expected) {
            throw new ApiException(method + " " + path, answer.statusCode(), answer.body());
        }
        return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    /** Any call, whatever is answered. */
    public HttpResponse<String> send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        return send(request.build(), BodyHandlers.ofString());
    }

    /** All lines of an event stream, once the server has ended it. */
    public List<String> stream(String path) {
        HttpRequest request = request(path).header("Accept", "text/event-stream").build();
        return send(request, BodyHandlers.ofString()).body().lines().toList();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s %s: no answer".formatted(request.method(), request.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + request.uri(), e);
        }
    }
}
