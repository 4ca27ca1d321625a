package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.couponrush.worker.support.TestKey;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Which tokens are believed, on a route that needs one. */
@WorkerTest
class AccessTokenTest {

    @Autowired WorkerApi api;
    @Autowired SigningKey key;

    @Test
    void aTokenIsWhatTheContractSays() throws ParseException, JOSEException {
        SignedJWT token = SignedJWT.parse(api.token(4711, "USER", "ADMIN"));
        JWKSet published = JWKSet.parse(Objects.requireNonNull(jwks()));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("https://coupon-rush.example");
        assertThat(claims.getAudience()).containsExactly("coupon-rush");
        assertThat(claims.getSubject()).isEqualTo("4711");
        assertThat(claims.getStringListClaim("roles")).containsExactly("USER", "ADMIN");
        assertThat(
                        Duration.between(
                                claims.getIssueTime().toInstant(),
                                claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(published.getKeyByKeyId(token.getHeader().getKeyID())).isNotNull();
        assertThat(
                        token.verify(
                                new com.nimbusds.jose.crypto.RSASSAVerifier(
                                        published.getKeys().getFirst().toRSAKey())))
                .isTrue();
    }

    @Test
    void onlyThePublicHalfOfTheKeyIsPublished() throws ParseException {
        String jwks = Objects.requireNonNull(jwks());

        assertThat(JWKSet.parse(jwks).getKeys()).hasSize(1).noneMatch(jwk -> jwk.isPrivate());
        assertThat(jwks).doesNotContain("\"d\"").doesNotContain("\"p\"").doesNotContain("\"q\"");
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused("other audience", claims -> claims.audience("other-shop")),
                new Refused("no audience", claims -> claims.audience((String) null)),
                new Refused("other issuer", claims -> claims.issuer("https://evil.example")),
                new Refused("no issuer", claims -> claims.issuer(null)),
                new Refused("over", claims -> claims.expirationTime(at(-60))),
                new Refused("endless", claims -> claims.expirationTime(null)),
                new Refused("not yet", claims -> claims.notBeforeTime(at(60))),
                new Refused("no subject", claims -> claims.subject(null)),
                new Refused("subject no id", claims -> claims.subject("admin")),
                new Refused("subject 0", claims -> claims.subject("0")),
                new Refused("subject padded", claims -> claims.subject("+7")),
                new Refused("subject too large", claims -> claims.subject("9007199254740992")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aTokenOfOursWithAWrongClaimIsRefused(Refused wrong) throws JOSEException {
        String good = signed(UnaryOperator.identity(), signer(), JWSAlgorithm.RS256);
        mine(good).expectStatus().isOk();

        mine(signed(wrong.change, signer(), JWSAlgorithm.RS256))
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Bearer error=\"invalid_token\".*")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aTokenOfSomebodyElsesKeyIsRefused() throws JOSEException {
        SigningKey other = SigningKey.load(TestKey.write(2048).toString());

        mine(signed(
                        UnaryOperator.identity(),
                        new RSASSASigner(other.jwk().toRSAKey()),
                        JWSAlgorithm.RS256))
                .expectStatus()
                .isUnauthorized();
    }

    /** The classic: the public key, which anybody has, used as the secret of an HMAC. */
    @Test
    void theAlgorithmIsNotForTheTokenToChoose() throws JOSEException {
        JWSSigner hmac = new MACSigner(key.jwk().toRSAKey().toPublicKey().getEncoded());

        mine(signed(UnaryOperator.identity(), hmac, JWSAlgorithm.HS256))
                .expectStatus()
                .isUnauthorized();
        mine(signed(UnaryOperator.identity(), signer(), JWSAlgorithm.PS256))
                .expectStatus()
                .isUnauthorized();
        mine(new PlainJWT(claims().build()).serialize()).expectStatus().isUnauthorized();
    }

    @Test
    void aRoleIsWhatTheTokenSaysAndNothingElse() throws JOSEException {
        String noRole =
                signed(claims -> claims.claim("roles", List.of()), signer(), JWSAlgorithm.RS256);
        String scope =
                signed(
                        claims -> claims.claim("roles", null).claim("scope", "USER ADMIN"),
                        signer(),
                        JWSAlgorithm.RS256);

        mine(noRole).expectStatus().isForbidden();
        mine(scope).expectStatus().isForbidden();
    }

    /** The header belongs to profile load-test, which is off here. */
    @Test
    void theHeaderOfLoadTestsMeansNothing() {
        api.anybody()
                .get()
                .uri("/api/v1/me/coupons")
                .header("Commerce-User-Id", "4711")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private RestTestClient.ResponseSpec mine(String token) {
        return api.bearing(token).get().uri("/api/v1/me/coupons").exchange();
    }

    private String jwks() {
        return Objects.requireNonNull(
                api.anybody()
                        .get()
                        .uri("/.well-known/jwks.json")
                        .exchange()
                        .expectHeader()
                        .valueEquals("Cache-Control", "max-age=300, public")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private JWSSigner signer() throws JOSEException {
        return new RSASSASigner(key.jwk().toRSAKey());
    }

    private String signed(
            UnaryOperator<JWTClaimsSet.Builder> change, JWSSigner signer, JWSAlgorithm algorithm)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID(key.jwk().getKeyID()).build(),
                        change.apply(claims()).build());
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://coupon-rush.example")
                .audience("coupon-rush")
                .subject("4711")
                .issueTime(at(0))
                .expirationTime(at(900))
                .claim("roles", List.of("USER"));
    }

    private static Date at(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    record Refused(String name, UnaryOperator<JWTClaimsSet.Builder> change) {

        @Override
        public String toString() {
            return name;
        }
    }
}
