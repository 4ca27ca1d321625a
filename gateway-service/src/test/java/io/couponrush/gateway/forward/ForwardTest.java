package io.couponrush.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;
import io.couponrush.gateway.testing.TestWorker;
import io.couponrush.gateway.testing.Wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The gateway before a real HTTP server. Long, because it is one list: all that may go through, and
 * what may not.
 */
class ForwardTest {

    private static final String TOKEN = TestIssuer.shared().token(7, "USER", "ADMIN");

    private static TestWorker worker;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        worker = TestWorker.start();
        gateway =
                TestGateway.start(
                        Map.of(
                                "rush.worker.url", worker.url(),
                                // nothing that pauses here is given up
                                "rush.forward.response-timeout", "60s",
                                "rush.http.read-timeout", "60s",
                                "rush.http.request-timeout", "60s"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        worker.close();
    }

    @BeforeEach
    void forget() {
        worker.reset();
    }

    @Test
    void passesOnMethodPathQueryBodyAndToken() throws Exception {
        worker.behave(
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Location", "/api/v1/coupons/9");
                    TestWorker.answer(exchange, 201, "application/json", body);
                });

        HttpResponse<String> answer =
                send(
                        request("/api/v1/coupons?a=1&b=%C3%A4")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"ä\"}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"name\":\"ä\"}");
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/coupons/9");
        TestWorker.Asked asked = worker.asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/api/v1/coupons?a=1&b=%C3%A4");
        assertThat(asked.headers()).containsEntry("Authorization", List.of("Bearer " + TOKEN));
    }

    @Test
    void dropsWhatIsNotForTheWorker() throws Exception {
        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(
                            Wire.lines(
                                    "GET /api/v1/coupons HTTP/1.1",
                                    "Host: shop.example",
                                    "Connection: close, X-Nominated",
                                    "X-Nominated: 1",
                                    "Keep-Alive: 5",
                                    "TE: trailers",
                                    "Proxy-Authorization: a",
                                    "Upgrade: websocket",
                                    "Forwarded: for=1.2.3.4",
                                    "X-Forwarded-For: 1.2.3.4",
                                    "X-Forwarded-Host: evil",
                                    "Cookie: a=b",
                                    "Commerce-User-Id: 1",
                                    "X-Kept: yes",
                                    "",
                                    ""))
                    .lineWith("200");
        }

        assertThat(worker.asked().getFirst().headers().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .contains("x-kept")
                .doesNotContain(
                        "x-nominated",
                        "keep-alive",
                        "te",
                        "proxy-authorization",
                        "upgrade",
                        "forwarded",
                        "x-forwarded-for",
                        "x-forwarded-host",
                        "cookie",
                        "commerce-user-id");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /actuator/health, 404",
        "GET, /actuator, 404",
        "GET, /.well-known/jwks.json, 404",
        "GET, /error, 404",
        "GET, /api/v1/unknown, 404",
        "GET, /api/v1/coupons/1/rows, 404",
        "GET, /api/v1/coupons/, 404",
        "GET, /api/v2/coupons, 404",
        "GET, /api/v1/coupons/..%2factuator, 400",
        "GET, //api/v1/coupons, 400",
        "DELETE, /api/v1/coupons/1, 405",
        "PUT, /api/v1/coupons, 405",
        "GET, /api/v1/auth/signin, 405",
        "HEAD, /api/v1/coupons, 405",
        "OPTIONS, /api/v1/coupons, 405"
    })
    void forwardsNothingThatIsNotListed(String method, String path, int status) throws Exception {
        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(
                    method
                            + " "
                            + path
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + TOKEN
                            + "\r\n\r\n");

            assertThat(wire.line()).startsWith("HTTP/1.1 " + status);
        }
        assertThat(worker.asked()).isEmpty();
    }

    @Test
    void everyListedRouteIsForwarded() throws Exception {
        for (ForwardedRoute route : ForwardedRoute.ALL) {
            String path = route.pattern().replaceAll("\\{[a-zA-Z]+}", "12");
            HttpResponse<String> answer =
                    send(
                            request(path)
                                    .method(
                                            route.method().name(),
                                            HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(route.id()).isEqualTo(200);
        }
        assertThat(worker.asked()).hasSize(ForwardedRoute.ALL.size());
    }

    @Test
    void theWorkersProblemComesBackAsItIs() throws Exception {
        String problem = "{\"code\":\"VALIDATION_FAILED\",\"fields\":[]}";
        worker.behave(
                exchange ->
                        TestWorker.answer(
                                exchange,
                                400,
                                "application/problem+json",
                                problem.getBytes(UTF_8)));

        HttpResponse<String> answer =
                send(request("/api/v1/coupons").POST(HttpRequest.BodyPublishers.ofString("{")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo(problem);
    }

    @Test
    void anAnswerStreamsThroughPieceByPiece() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        worker.behave(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("first".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    seen.orTimeout(20, TimeUnit.SECONDS).join();
                    exchange.getResponseBody().write("second".getBytes(UTF_8));
                    exchange.close();
                });

        HttpResponse<InputStream> answer =
                TestGateway.HTTP.send(
                        request("/api/v1/coupons").build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(5), UTF_8)).isEqualTo("first");
            seen.complete(null);
            assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("second");
        }
    }

    /** In pieces of some size: the library flushes small ones together. */
    @Test
    void aRequestStreamsThroughBeforeItHasArrived() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        worker.behave(
                exchange -> {
                    first.complete(new String(exchange.getRequestBody().readNBytes(5), UTF_8));
                    int rest = exchange.getRequestBody().readAllBytes().length;
                    TestWorker.answer(exchange, 200, "text/plain", ("" + rest).getBytes(UTF_8));
                });

        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(
                            Wire.lines(
                                    "POST /api/v1/auth/signin HTTP/1.1",
                                    "Host: x",
                                    "Connection: close",
                                    "Content-Length: 900000",
                                    "",
                                    "first"))
                    .send("x".repeat(699_995));
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("first");
            wire.send("x".repeat(200_000)).lineWith("200");
            assertThat(wire.rest()).contains("899995");
        }
    }

    @Test
    void aBodyThatSaysItIsTooLargeNeverReachesTheWorker() throws Exception {
        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(
                    Wire.lines(
                            "POST /api/v1/auth/signin HTTP/1.1",
                            "Host: x",
                            "Content-Length: 1048577",
                            "",
                            ""));

            assertThat(wire.line()).startsWith("HTTP/1.1 413");
            assertThat(wire.rest()).contains("PAYLOAD_TOO_LARGE");
        }
        assertThat(worker.asked()).isEmpty();
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsCutOff() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(
                    Wire.lines(
                            "POST /api/v1/auth/signin HTTP/1.1",
                            "Host: x",
                            "Transfer-Encoding: chunked",
                            "",
                            ""));
            for (int i = 0; i < 16; i++) {
                wire.send(chunk);
            }
            // or the worker might be asked while the next test counts
            await().atMost(TestCatalogue.BOUND).until(() -> !worker.asked().isEmpty());
            wire.send(Wire.lines("1", "x", ""));

            assertThat(wire.line()).startsWith("HTTP/1.1 413");
            assertThat(wire.rest()).contains("PAYLOAD_TOO_LARGE");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotPassedOffAsWhole() throws Exception {
        worker.behave(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("half".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    throw new java.io.IOException("the worker dies");
                });

        try (Wire wire = Wire.to(gateway.port())) {
            wire.send(Wire.lines("GET /api/v1/coupons HTTP/1.1", "Host: x", "", ""))
                    .lineWith("200");
            String rest = wire.rest();
            assertThat(rest).contains("half").doesNotContain("\r\n0\r\n");
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.uri(path)).header("Authorization", "Bearer " + TOKEN);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return TestGateway.HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
