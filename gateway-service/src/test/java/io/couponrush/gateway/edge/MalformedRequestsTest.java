package io.couponrush.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;
import io.couponrush.gateway.testing.TestWorker;
import io.couponrush.gateway.testing.Wire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever is wrong with a request, the answer is a problem with a stable code and no insides. */
class MalformedRequestsTest {

    private static final String TOKEN = "Authorization: Bearer " + TestIssuer.shared().token(7);
    private static final String TICKET = "/api/v3/me/coupons/%s/ticket";
    private static final String ISSUE = "/api/v3/me/coupons/%s/issue";
    private static final String CHUNKED =
            Wire.lines(
                    "POST " + ISSUE.formatted("1") + " HTTP/1.1",
                    "Host: x",
                    TOKEN,
                    "Transfer-Encoding: chunked",
                    "",
                    "");
    private static final String PROGRESS = "/api/v3/coupons/%s/progress";

    private static final List<String> INSIDES =
            List.of("Exception", "java.", "springframework", "netty", "\\n\\tat", "trace");

    private static TestWorker worker;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        worker = TestWorker.start();
        gateway = TestGateway.start(Map.of("rush.worker.url", worker.url()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        worker.close();
    }

    record Case(String what, String request, int status, String code) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> cases() {
        long unknown = TestGate.none().couponId;
        return Stream.of(
                bad("id of letters", "GET", TICKET.formatted("abc")),
                bad("id zero", "GET", TICKET.formatted("0")),
                bad("id negative", "GET", TICKET.formatted("-1")),
                bad("id beyond 2^53-1", "GET", TICKET.formatted("9007199254740992")),
                bad("id beyond a long", "GET", TICKET.formatted("99999999999999999999")),
                bad("id with a fraction", "GET", TICKET.formatted("1.5")),
                bad("id in other digits", "GET", TICKET.formatted("%D9%A1")),
                bad("id of letters, stream", "GET", TICKET.formatted("abc") + "/stream"),
                bad("id of letters, claim", "POST", ISSUE.formatted("abc")),
                bad("id zero, claim", "POST", ISSUE.formatted("0")),
                bad("id of letters, progress", "GET", PROGRESS.formatted("abc")),
                bad("an encoded slash", "GET", "/api/v1/coupons/..%2f..%2factuator"),
                bad("dots", "GET", "/api/v1/coupons/%2e%2e/x"),
                bad("a double slash", "GET", "//api/v1/coupons"),
                bad("a semicolon", "GET", "/api/v1/coupons;jsessionid=1"),
                bad("a control character", "GET", "/api/v1/coupons/%00"),
                bad("a broken escape", "GET", "/api/v1/coupons/%zz"),
                raw("no HTTP", "HELLO\r\n\r\n", 400, "VALIDATION_FAILED"),
                raw(
                        "a header without a name",
                        Wire.lines("GET /api/v1/coupons HTTP/1.1", "Host: x", ": y", "", ""),
                        400,
                        "VALIDATION_FAILED"),
                raw(
                        "a broken chunk",
                        Wire.lines(
                                "POST /api/v1/auth/signin HTTP/1.1",
                                "Host: x",
                                "Transfer-Encoding: chunked",
                                "",
                                "zz",
                                ""),
                        400,
                        "VALIDATION_FAILED"),
                with("no token", "GET", TICKET.formatted("1"), "X: y", 401, "UNAUTHENTICATED"),
                with(
                        "a token that is none",
                        "GET",
                        TICKET.formatted("1"),
                        "Authorization: Bearer abc",
                        401,
                        "UNAUTHENTICATED"),
                with(
                        "an expired token",
                        "GET",
                        TICKET.formatted("1"),
                        "Authorization: Bearer " + expired(),
                        401,
                        "UNAUTHENTICATED"),
                with(
                        "a password instead of a token",
                        "GET",
                        TICKET.formatted("1"),
                        "Authorization: Basic YTpi",
                        401,
                        "UNAUTHENTICATED"),
                with(
                        "the load-test header without its profile",
                        "GET",
                        TICKET.formatted("1"),
                        "Commerce-User-Id: 7",
                        401,
                        "UNAUTHENTICATED"),
                with("no admin", "GET", "/api/v1/admin/coupons/1/balance", TOKEN, 403, "FORBIDDEN"),
                with("an unknown page", "GET", "/nothing", TOKEN, 404, "NOT_FOUND"),
                with("an unknown page, no token", "GET", "/nothing", "X: y", 404, "NOT_FOUND"),
                with("an unknown API", "GET", "/api/v9/x", "X: y", 404, "NOT_FOUND"),
                with("an unknown asset", "GET", "/assets/x.js", "X: y", 404, "NOT_FOUND"),
                method("POST", "/"),
                with("the worker's management", "GET", "/actuator/env", TOKEN, 404, "NOT_FOUND"),
                with("a file of the page", "GET", "/docs/secret.txt", "X: y", 404, "NOT_FOUND"),
                with(
                        "an unknown coupon",
                        "GET",
                        PROGRESS.formatted(unknown),
                        "X: y",
                        404,
                        "COUPON_NOT_FOUND"),
                with(
                        "an unknown coupon's ticket",
                        "GET",
                        TICKET.formatted(unknown),
                        TOKEN,
                        404,
                        "COUPON_NOT_FOUND"),
                with(
                        "an unknown coupon's stream",
                        "GET",
                        TICKET.formatted(unknown) + "/stream",
                        TOKEN,
                        404,
                        "COUPON_NOT_FOUND"),
                method("GET", ISSUE.formatted("1")),
                method("DELETE", TICKET.formatted("1")),
                method("POST", PROGRESS.formatted("1")),
                method("PUT", "/api/v1/coupons"),
                method("HEAD", "/api/v1/me/coupons"),
                method("TRACE", "/api/v1/coupons"),
                method("NONSENSE", "/api/v1/coupons"),
                method("POST", "/docs"),
                with(
                        "a stream as JSON",
                        "GET",
                        TICKET.formatted("1") + "/stream",
                        TOKEN + "\r\nAccept: application/json",
                        406,
                        "NOT_ACCEPTABLE"),
                raw(
                        "a megabyte and a byte",
                        Wire.lines(
                                "POST /api/v1/auth/signin HTTP/1.1",
                                "Host: x",
                                "Content-Type: application/json",
                                "Content-Length: 1048577",
                                "",
                                ""),
                        413,
                        "PAYLOAD_TOO_LARGE"),
                raw(
                        "a claim in a chunk without a size",
                        CHUNKED + Wire.lines("of three", "abc", "0", "", ""),
                        400,
                        "VALIDATION_FAILED"),
                chunks("a claim in chunks", "401", "a".repeat(0x401), "0", "", ""),
                chunks("a claim in small chunks", manyChunks()),
                chunks("a claim that does not end", "401", "a".repeat(0x401), ""),
                with(
                        "a claim of no chunk, of no coupon",
                        "POST",
                        ISSUE.formatted(unknown),
                        TOKEN + "\r\nTransfer-Encoding: chunked\r\n\r\n0",
                        404,
                        "COUPON_NOT_FOUND"),
                raw(
                        "a long address",
                        request("GET", "/api/v1/coupons?" + "x".repeat(20_000), "X: y"),
                        414,
                        "URI_TOO_LONG"),
                raw(
                        "large headers",
                        request("GET", "/api/v1/coupons", "X: " + "x".repeat(20_000)),
                        431,
                        "HEADERS_TOO_LARGE"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isToldAsAProblem(Case it) throws Exception {
        String answer = exchange(it.request);

        assertThat(answer).startsWith("HTTP/1.1 " + it.status + " ");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("x-content-type-options: nosniff")
                .contains("content-security-policy: default-src 'none'");
        if (it.request.startsWith("HEAD")) {
            return;
        }
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-type: application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf('{')));
        assertThat(problem.path("code").asString()).isEqualTo(it.code);
        assertThat(problem.path("status").asInt()).isEqualTo(it.status);
        assertThat(problem.path("type").asString()).isEqualTo(ProblemCode.valueOf(it.code).type());
        assertThat(problem.path("detail").asString()).isNotBlank();
        INSIDES.forEach(inside -> assertThat(answer).doesNotContain(inside));
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        assertThat(exchange(request("DELETE", "/api/v1/coupons/1", "X: y")))
                .contains("405 ")
                .containsIgnoringCase("allow: GET, PATCH");
    }

    @Test
    void anInvalidIdNamesItsField() throws Exception {
        assertThat(exchange(request("GET", TICKET.formatted("0"), TOKEN)))
                .contains("\"fields\":[{")
                .contains("\"field\":\"couponId\"");
    }

    @Test
    void noOtherOriginMayReadAnything() throws Exception {
        String origin = "Origin: https://elsewhere.example";
        assertThat(exchange(request("GET", "/openapi.yaml", origin)))
                .doesNotContainIgnoringCase("access-control-");
        assertThat(
                        exchange(
                                request(
                                        "OPTIONS",
                                        ISSUE.formatted("1"),
                                        origin + "\r\nAccess-Control-Request-Method: POST")))
                .doesNotContainIgnoringCase("access-control-allow");
    }

    private static Case bad(String what, String method, String path) {
        return with(what, method, path, TOKEN, 400, "VALIDATION_FAILED");
    }

    private static Case method(String method, String path) {
        return with(method + " " + path, method, path, TOKEN, 405, "METHOD_NOT_ALLOWED");
    }

    private static Case chunks(String what, String... chunks) {
        return raw(what, CHUNKED + Wire.lines(chunks), 413, "PAYLOAD_TOO_LARGE");
    }

    private static String[] manyChunks() {
        return Stream.generate(() -> Stream.of("200", "a".repeat(0x200)))
                .limit(3)
                .flatMap(chunk -> chunk)
                .toArray(String[]::new);
    }

    private static Case with(
            String what, String method, String path, String header, int status, String code) {
        return raw(what, request(method, path, header), status, code);
    }

    private static Case raw(String what, String request, int status, String code) {
        return new Case(what, request, status, code);
    }

    private static String request(String method, String path, String header) {
        return Wire.lines(
                method + " " + path + " HTTP/1.1", "Host: x", "Connection: close", header, "", "");
    }

    private static String exchange(String request) throws Exception {
        try (Wire wire = Wire.to(gateway.port())) {
            return wire.send(request).rest();
        }
    }

    private static String expired() {
        return TestIssuer.shared()
                .sign(
                        TestIssuer.claims("7")
                                .expirationTime(Date.from(Instant.now().minusSeconds(3600)))
                                .build());
    }
}
