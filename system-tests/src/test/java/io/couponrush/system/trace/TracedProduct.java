package io.couponrush.system.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The real jars, every claim recorded, spans sent to a sink of its own, logs in JSON. */
final class TracedProduct implements AutoCloseable {

    private static final int USERS = 500;

    final OtlpSink sink = new OtlpSink();
    final Product product;
    final Coupon coupon;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Iterator<Users.User> users;

    TracedProduct() throws IOException {
        product =
                Product.start(
                        ProductOptions.temporary(Path.of("target", "trace-product"))
                                .withProfiles("json-logs"));
        for (Service service : List.of(product.worker(), product.gateway())) {
            service.set("RUSH_TRACING_SAMPLING", "1");
            service.set("RUSH_TRACING_CALLERS", "W3C");
            service.set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", sink.url());
            service.set("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "200ms");
            service.restart();
        }
        ProductState state = product.state();
        coupon =
                ProductApi.anonymous(state.gateway())
                        .signedIn(state.admin().username(), state.admin().password())
                        .createCoupon(
                                "Traced",
                                1_000,
                                Instant.now().minusSeconds(60),
                                Instant.now().plusSeconds(3600));
        Announcement.await(state.gateway(), coupon.id());
        TokenMint mint = TokenMint.of(state);
        users = Users.mint(mint, USERS, 6, Clock.systemUTC(), _ -> {}).iterator();
    }

    /**
     * An answered claim.
     *
     * @param token it was made with
     */
    record Claim(HttpResponse<String> answer, long userId, String token) {}

    /** A new user's. */
    Claim claim(String traceParent) throws IOException, InterruptedException {
        Users.User user = users.next();
        String token = new String(user.token(), US_ASCII);
        HttpRequest request =
                HttpRequest.newBuilder(
                                product.gateway()
                                        .url()
                                        .resolve("/api/v3/me/coupons/" + coupon.id() + "/issue"))
                        .header("Authorization", "Bearer " + token)
                        .header("traceparent", traceParent)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return new Claim(
                http.send(request, HttpResponse.BodyHandlers.ofString()), user.id(), token);
    }

    static String traceParent(String traceId, String spanId) {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    static String newTraceId() {
        return newId(16);
    }

    static String newSpanId() {
        return newId(8);
    }

    private static String newId(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] = 1; // all zeros is no id
        return HexFormat.of().formatHex(id);
    }

    static String log(Service service) {
        try {
            return Files.readString(service.logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        product.close();
        sink.close();
    }
}
