package io.couponrush.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.edge.HttpCase.Caller;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whatever comes in, the answer is a problem with a stable code that tells nothing of our insides.
 */
@WorkerTest
class MalformedInputTest {

    private static final String COUPONS = "/api/v1/coupons";
    private static final String MEGABYTE = "x".repeat(1 << 20);
    private static final String NOBODYS = "9007199254740991";

    private static final String VALID =
            """
            {"name":"n","discount":{"kind":"AMOUNT","value":1},"totalQuantity":1,
             "opensAt":"2030-01-01T00:00:00Z","closesAt":"2030-01-02T00:00:00+09:00"}\
            """;

    private static final HttpCase CREATE = HttpCase.post(COUPONS).by(Caller.ADMIN);
    private static final HttpCase EDIT = HttpCase.of("PATCH", COUPONS + "/1").by(Caller.ADMIN);
    private static final HttpCase SIGN_UP = HttpCase.post("/api/v1/auth/signup");
    private static final HttpCase PASSWORD = HttpCase.of("PUT", "/api/v1/users").by(Caller.USER);
    private static final HttpCase MINE = HttpCase.get("/api/v1/me/coupons").by(Caller.USER);

    @Autowired WorkerApi api;
    @Autowired JsonMapper json;

    private final HttpClient http = HttpClient.newHttpClient();

    static Stream<HttpCase> noJson() {
        return Stream.of("", "{", "null", "\u0000", "[]", "7", "\"text\"", VALID + VALID)
                .map(body -> CREATE.body(body).invalid("body"));
    }

    static Stream<HttpCase> wrongFields() {
        String total = "\"totalQuantity\":1";
        String opens = "\"2030-01-01T00:00:00Z\"";
        return Stream.of(
                CREATE.body("[".repeat(10_000)).invalid("body"),
                CREATE.body("{}").invalid("name"),
                with("\"n\"", "7").invalid("name"),
                with("\"n\"", "\" \"").invalid("name"),
                with("\"n\"", "\"" + "n".repeat(101) + "\"").invalid("name"),
                with("\"name\"", "\"nom\"").invalid("nom"),
                with("{\"name\"", "{\"name\":\"m\",\"name\"").invalid("body"),
                with("\"AMOUNT\"", "\"GIFT\"").invalid("discount.kind"),
                with("\"AMOUNT\"", "1").invalid("discount.kind"),
                with("\"AMOUNT\"", "null").invalid("discount.kind"),
                with("\"value\":1", "\"value\":0").invalid("discount.value"),
                with("\"AMOUNT\",\"value\":1", "\"PERCENT\",\"value\":101")
                        .invalid("discount.value"),
                with("{\"kind\":\"AMOUNT\",\"value\":1}", "7").invalid("discount"),
                with("{\"kind\":\"AMOUNT\",\"value\":1}", "null").invalid("discount"),
                with(total, "\"totalQuantity\":0").invalid("totalQuantity"),
                with(total, "\"totalQuantity\":\"1\"").invalid("totalQuantity"),
                with(total, "\"totalQuantity\":1.5").invalid("totalQuantity"),
                with(total, "\"totalQuantity\":true").invalid("totalQuantity"),
                with(total, "\"totalQuantity\":10000001").invalid("totalQuantity"),
                with(total, "\"totalQuantity\":99999999999999999999").invalid("totalQuantity"),
                with(opens, "\"2030-01-01T00:00:00\"").invalid("opensAt"),
                with(opens, "\"tomorrow\"").invalid("opensAt"),
                with(opens, "\"\"").invalid("opensAt"),
                with(opens, "1893456000").invalid("opensAt"),
                with(opens, "[2030,1,1]").invalid("opensAt"),
                with(opens, "\"+999999999-01-01T00:00:00Z\"").invalid("opensAt"),
                with("2030-01-02", "2029-01-02").invalid("closesAt"),
                EDIT.body("{\"version\":1,\"state\":\"SOLD\"}").invalid("state"),
                EDIT.body("{\"state\":\"OPEN\"}").invalid("version"),
                EDIT.body("{\"version\":1,\"issuedQuantity\":5}").invalid("issuedQuantity"),
                SIGN_UP.body(person("a b", "long enough")).invalid("username"),
                SIGN_UP.body(person("", "long enough")).invalid("username"),
                SIGN_UP.body("{\"password\":\"long enough\"}").invalid("username"),
                SIGN_UP.body(person("abc", "short")).invalid("password"),
                SIGN_UP.body(person("abc", "é".repeat(37))).invalid("password"),
                SIGN_UP.body("{\"username\":\"abc\"}").invalid("password"),
                SIGN_UP.body(person("abc", "long enough\",\"role\":\"ADMIN")).invalid("role"),
                HttpCase.post("/api/v1/auth/signin")
                        .body("{\"username\":\"abc\"}")
                        .invalid("password"),
                PASSWORD.body("{\"currentPassword\":\"x\",\"newPassword\":\"short\"}")
                        .invalid("newPassword"));
    }

    static Stream<HttpCase> idsAndParameters() {
        return Stream.concat(
                Stream.of("0", "-1", "9007199254740992", "99999999999999999999", "1.5", "seven")
                        .map(id -> HttpCase.get(COUPONS + "/" + id).invalid("id")),
                Stream.of(
                        HttpCase.get(COUPONS + "/" + NOBODYS).answers(404, "COUPON_NOT_FOUND"),
                        HttpCase.get(COUPONS + "?page=-1").invalid("page"),
                        HttpCase.get(COUPONS + "?page=1001").invalid("page"),
                        HttpCase.get(COUPONS + "?size=0").invalid("size"),
                        HttpCase.get(COUPONS + "?size=101").invalid("size"),
                        HttpCase.get(COUPONS + "?size=many").invalid("size"),
                        MINE.path("/api/v1/me/coupons?size=101").invalid("size"),
                        EDIT.path(COUPONS + "/x").body("{\"version\":1}").invalid("id"),
                        EDIT.path(COUPONS + "/" + NOBODYS)
                                .body("{\"version\":1}")
                                .answers(404, "COUPON_NOT_FOUND"),
                        admin("PUT", "/api/v1/users/0/admin").invalid("userId"),
                        admin("PUT", "/api/v1/users/" + NOBODYS + "/admin")
                                .answers(404, "NOT_FOUND"),
                        admin("GET", "/api/v1/admin/coupons/x/balance").invalid("id"),
                        admin("GET", "/api/v1/admin/coupons/" + NOBODYS + "/balance")
                                .answers(404, "COUPON_NOT_FOUND")));
    }

    static Stream<HttpCase> sizesAndMediaTypes() {
        return Stream.of(
                CREATE.body(MEGABYTE).answers(413, "PAYLOAD_TOO_LARGE"),
                CREATE.chunked(MEGABYTE).answers(400, "VALIDATION_FAILED"),
                CREATE.chunked("{\"name\":\"" + MEGABYTE + "\"}").answers(413, "PAYLOAD_TOO_LARGE"),
                CREATE.type("text/plain").body(VALID).answers(415, "UNSUPPORTED_MEDIA_TYPE"),
                CREATE.type("application/x-www-form-urlencoded")
                        .body("name=n")
                        .answers(415, "UNSUPPORTED_MEDIA_TYPE"),
                CREATE.type("nonsense").body(VALID).answers(415, "UNSUPPORTED_MEDIA_TYPE"),
                CREATE.type(null).body(VALID).answers(415, "UNSUPPORTED_MEDIA_TYPE"),
                MINE.accept("text/csv").answers(406, "NOT_ACCEPTABLE"),
                MINE.accept("nonsense").answers(406, "NOT_ACCEPTABLE"));
    }

    static Stream<HttpCase> pathsAndMethods() {
        return Stream.of(
                HttpCase.get("/").answers(404, "NOT_FOUND"),
                HttpCase.get("/nowhere").answers(404, "NOT_FOUND"),
                admin("GET", "/nowhere").answers(404, "NOT_FOUND"),
                HttpCase.get(COUPONS + "/").answers(404, "NOT_FOUND"),
                HttpCase.get(COUPONS + "/1/2").answers(404, "NOT_FOUND"),
                HttpCase.get("/actuator/health").answers(404, "NOT_FOUND"),
                HttpCase.get("/error").answers(404, "NOT_FOUND"),
                HttpCase.of("DELETE", COUPONS).answers(405, "METHOD_NOT_ALLOWED"),
                admin("DELETE", COUPONS).answers(405, "METHOD_NOT_ALLOWED"),
                HttpCase.of("PUT", COUPONS + "/1").body(VALID).answers(405, "METHOD_NOT_ALLOWED"),
                HttpCase.of("BREW", COUPONS).answers(400, "VALIDATION_FAILED"),
                HttpCase.get("/api/v1/auth/signin").answers(405, "METHOD_NOT_ALLOWED"),
                admin("PATCH", "/api/v1/users").answers(405, "METHOD_NOT_ALLOWED"),
                HttpCase.get("/api/v1/coupons;v=1/1").answers(400, "VALIDATION_FAILED"),
                HttpCase.get("/api/v1//coupons").answers(400, "VALIDATION_FAILED"),
                HttpCase.get("/api/v1/coupons/%2e%2e/1").answers(400, "VALIDATION_FAILED"),
                HttpCase.get("/api/v1/coupons/%00").answers(400, "VALIDATION_FAILED"));
    }

    static Stream<HttpCase> callers() {
        HttpCase unruled = HttpCase.get("/api/v1/admin/anything");
        return Stream.of(
                CREATE.by(Caller.NOBODY).body(VALID).answers(401, "UNAUTHENTICATED"),
                CREATE.by(Caller.USER).body(VALID).answers(403, "FORBIDDEN"),
                CREATE.by(Caller.GARBAGE).body(VALID).answers(401, "UNAUTHENTICATED"),
                MINE.by(Caller.NOBODY).answers(401, "UNAUTHENTICATED"),
                MINE.by(Caller.GARBAGE).answers(401, "UNAUTHENTICATED"),
                MINE.by(Caller.BASIC).answers(401, "UNAUTHENTICATED"),
                HttpCase.get(COUPONS).by(Caller.GARBAGE).answers(401, "UNAUTHENTICATED"),
                unruled.answers(401, "UNAUTHENTICATED"),
                unruled.by(Caller.USER).answers(403, "FORBIDDEN"),
                unruled.by(Caller.ADMIN).answers(404, "NOT_FOUND"));
    }

    @ParameterizedTest
    @MethodSource({
        "noJson",
        "wrongFields",
        "idsAndParameters",
        "sizesAndMediaTypes",
        "pathsAndMethods",
        "callers"
    })
    void isAnsweredWithAStableCode(HttpCase input) throws Exception {
        HttpResponse<String> answer = http.send(input.request(api), BodyHandlers.ofString());

        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(input.status);
        assertProblem(answer.headers().firstValue("content-type").orElse(""), answer.body(), input);
        if (input.status == 401 || input.status == 403) {
            assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
                    .startsWith("Bearer");
        }
        if (input.status == 405) {
            assertThat(answer.headers().firstValue("allow")).isPresent();
        }
    }

    static final List<String> BROKEN_HTTP =
            List.of(
                    "GET /api/v1/coupons?<script> HTTP/1.1\r\nHost: h\r\n\r\n",
                    "GET /api/v1/coupons/%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                    "GET /api/v1/coupons HTTP/1.1\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
                    "\u0016\u0003\u0001 hello TLS\r\n\r\n");

    @ParameterizedTest
    @FieldSource("BROKEN_HTTP")
    void evenWhatIsNoHttpIsAnsweredWithAProblem(String request) throws IOException {
        String answer = exchange(request);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\r\nContent-Type:");
        assertProblem(
                answer.replaceFirst("(?s).*\r\nContent-Type: ", ""),
                answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1),
                HttpCase.get("").answers(400, "VALIDATION_FAILED"));
    }

    @Test
    void theValidFormOfTheTableIsValid() throws Exception {
        HttpResponse<String> answer =
                http.send(CREATE.body(VALID).request(api), BodyHandlers.ofString());

        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    }

    private void assertProblem(String contentType, String body, HttpCase input) {
        assertThat(contentType).startsWith("application/problem+json");
        JsonNode problem = json.readTree(body);
        assertThat(problem.get("code").asString()).describedAs(body).isEqualTo(input.code);
        assertThat(problem.get("status").asInt()).isEqualTo(input.status);
        assertThat(problem.get("type").asString())
                .isEqualTo(
                        "urn:coupon-rush:problem:"
                                + input.code.toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        if (input.field != null) {
            assertThat(problem.get("fields").findValuesAsString("field"))
                    .describedAs(body)
                    .contains(input.field);
        }
        assertThat(body)
                .doesNotContainPattern("Exception|couponrush\\.|springframework|jackson|java\\.")
                .doesNotContainPattern("hibernate|jakarta|\\bat [a-z]+\\.|<html");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", api.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpCase admin(String method, String path) {
        return HttpCase.of(method, path).by(Caller.ADMIN);
    }

    /** The valid form with one part replaced. */
    private static HttpCase with(String part, String replacement) {
        assertThat(VALID).contains(part);
        return CREATE.body(VALID.replace(part, replacement));
    }

    private static String person(String name, String password) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }
}
