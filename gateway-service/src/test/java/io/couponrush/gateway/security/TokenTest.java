package io.couponrush.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which tokens are believed, over HTTP. Coupon 0 is no coupon: 400 means let through. */
@ExtendWith(OutputCaptureExtension.class)
class TokenTest {

    private static final String PATH = "/api/v3/me/coupons/0/ticket";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Named> notBelieved() throws Exception {
        TestIssuer issuer = TestIssuer.shared();
        try (TestIssuer other = TestIssuer.start()) {
            String good = issuer.token(7);
            return Stream.of(
                    new Named("of another issuer", sign(claims().issuer("https://else.where"))),
                    new Named("for another audience", sign(claims().audience("another"))),
                    new Named("for no audience", sign(claims().audience((String) null))),
                    new Named("expired", sign(claims().expirationTime(ago(Duration.ofMinutes(1))))),
                    new Named("without an end", sign(claims().expirationTime(null))),
                    new Named(
                            "from the future",
                            sign(claims().notBeforeTime(ago(Duration.ofMinutes(-5))))),
                    new Named("without a subject", sign(claims().subject(null))),
                    new Named("for a name", sign(claims().subject("alice"))),
                    new Named("for user zero", sign(claims().subject("0"))),
                    new Named("without a role", sign(claims().claim("roles", List.of()))),
                    new Named("with roles of a wrong type", sign(claims().claim("roles", "ADMIN"))),
                    new Named("of an unknown key", issuer.sign(claims().build(), "unknown")),
                    new Named("signed by another", other.sign(claims().build(), keyId(good))),
                    new Named("not signed", new PlainJWT(claims().build()).serialize()),
                    new Named("signed with a shared secret", hmac(keyId(good))),
                    new Named("with a changed end", good.substring(0, good.length() - 4) + "AAAA"),
                    new Named("no token", "x.y.z"),
                    new Named("empty", " "),
                    new Named("huge", "a".repeat(5_000)));
        }
    }

    @ParameterizedTest
    @MethodSource
    void notBelieved(Named token) throws Exception {
        HttpResponse<String> answer = get("Authorization", "Bearer " + token.value());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"invalid_token\"");
        assertThat(answer.body())
                .contains("\"code\":\"UNAUTHENTICATED\"")
                .doesNotContain("xception", "Jwt");
    }

    @Test
    void anotherSchemeOrTwoHeadersAreNotBelieved() throws Exception {
        String good = TestIssuer.shared().token(7);

        assertThat(get("Authorization", "Basic YTpi").statusCode()).isEqualTo(401);
        assertThat(
                        get("Authorization", "Bearer " + good, "Authorization", "Bearer " + good)
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theTrustedHeaderMeansNothingWithoutItsProfile() throws Exception {
        assertThat(get(LoadTestFilter.HEADER, "7").statusCode()).isEqualTo(401);
    }

    @Test
    void inALoadTestTheHeaderIsBelievedAndTheLogWarns(CapturedOutput output) throws Exception {
        try (TestGateway trusting =
                TestGateway.start(Map.of("spring.profiles.active", "load-test"))) {
            assertThat(output).contains("PROFILE load-test: anybody can be anybody");
            assertThat(get(trusting, LoadTestFilter.HEADER, "7").statusCode()).isEqualTo(400);
            assertThat(get(trusting, LoadTestFilter.HEADER, "x").statusCode()).isEqualTo(401);
            assertThat(get(trusting).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whileTheIssuerIsAwayNobodyIsCalledALiar() throws Exception {
        TestIssuer gone = TestIssuer.start();
        String token = gone.token(7);
        gone.close();
        try (TestGateway blind = TestGateway.start(Map.of("rush.worker.url", gone.url()))) {
            HttpResponse<String> answer = get(blind, "Authorization", "Bearer " + token);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void theIssuersKeysAreAskedForOnceHoweverManyTokensCome() throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                TestGateway own = TestGateway.start(Map.of("rush.worker.url", issuer.url()))) {
            for (int user = 1; user <= 50; user++) {
                assertThat(get(own, "Authorization", "Bearer " + issuer.token(user)).statusCode())
                        .isEqualTo(400);
            }
            assertThat(issuer.fetches()).isEqualTo(1);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return TestIssuer.claims("7");
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return TestIssuer.shared().sign(claims.build());
    }

    /** The classic: the public key's algorithm swapped for one with a secret. */
    private static String hmac(String keyId) throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(),
                        claims().build());
        token.sign(new MACSigner("0123456789012345678901234567890123456789"));
        return token.serialize();
    }

    private static String keyId(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private static Date ago(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    private static HttpResponse<String> get(String... headers) throws Exception {
        return get(gateway, headers);
    }

    private static HttpResponse<String> get(TestGateway gateway, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(PATH));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TestGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    record Named(String name, String value) {

        @Override
        public String toString() {
            return "a token " + name;
        }
    }
}
