package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignUpOutcome.SignedUp;
import io.couponrush.worker.security.AccessTokens;
import io.couponrush.worker.security.UserId;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Staying signed in without the password, and for how long. */
@WorkerTest
class RenewalTest {

    private static final String PASSWORD = "correct horse";
    private static final Duration SESSION = Duration.ofHours(12);

    @Autowired WorkerApi api;
    @Autowired Accounts accounts;
    @Autowired AccessTokens tokens;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void aTokenIsRenewedAndStillTellsWhenThePasswordWasGiven() throws ParseException {
        long user = account();
        Instant signedIn = now.minus(SESSION).plusSeconds(600);

        JWTClaimsSet claims = claims(renewed(token(user, signedIn)));

        assertThat(claims.getSubject()).isEqualTo(Long.toString(user));
        assertThat(claims.getStringListClaim("roles")).containsExactly("USER");
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(signedIn.getEpochSecond());
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(now.plusSeconds(900), Instant.now().plusSeconds(900));
        // and so from token to token: renewing does not make a sign-in younger
        assertThat(claims(renewed(renewed(token(user, signedIn)))).getLongClaim("auth_time"))
                .isEqualTo(signedIn.getEpochSecond());
    }

    @Test
    void theBoundIsTheSignInAndNotTheToken() {
        long user = account();

        refused(token(user, now.minus(SESSION).minusSeconds(1)));
    }

    @Test
    void aSignInByPasswordCanBeRenewed() {
        String name = "renew-" + WorkerApi.newUser();
        assertThat(accounts.signUp(name, PASSWORD, Role.USER)).isInstanceOf(SignedUp.class);
        Map<?, ?> answer =
                json(
                        api.anybody()
                                .post()
                                .uri("/api/v1/auth/signin")
                                .body(Map.of("username", name, "password", PASSWORD))
                                .exchange()
                                .expectStatus()
                                .isOk());

        renewed(String.valueOf(answer.get("accessToken")));
    }

    @Test
    void aChangedPasswordEndsWhatWasBeforeIt() {
        long user = account();
        String before = token(user, now.minusSeconds(60));
        renewed(before);

        accounts.changePassword(user, PASSWORD, "another one");

        refused(before);
        renewed(token(user, Instant.now().plusSeconds(1)));
    }

    /** A role that was given meanwhile is in the next token: nobody need sign in again for it. */
    @Test
    void rolesAreThoseOfNow() throws ParseException {
        long user = account();
        String before = token(user, now);
        accounts.makeAdmin(user, new UserId(WorkerApi.newUser()));

        assertThat(claims(renewed(before)).getStringListClaim("roles"))
                .containsExactly("USER", "ADMIN");
    }

    @Test
    void whoHasNoAccountOrNoTokenGetsNone() {
        refused(token(WorkerApi.newUser(), now));
        api.anybody().post().uri("/api/v1/auth/renew").exchange().expectStatus().isUnauthorized();
    }

    private long account() {
        return ((SignedUp) accounts.signUp("renew-" + WorkerApi.newUser(), PASSWORD, Role.USER))
                .userId();
    }

    private String token(long user, Instant signedIn) {
        return tokens.issue(new UserId(user), List.of("USER"), signedIn).value();
    }

    private String renewed(String token) {
        return String.valueOf(json(renew(token).expectStatus().isOk()).get("accessToken"));
    }

    private void refused(String token) {
        renew(token)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("SIGN_IN_TOO_OLD");
    }

    private ResponseSpec renew(String token) {
        return api.bearing(token).post().uri("/api/v1/auth/renew").exchange();
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static Map<?, ?> json(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(Map.class).returnResult().getResponseBody());
    }
}
