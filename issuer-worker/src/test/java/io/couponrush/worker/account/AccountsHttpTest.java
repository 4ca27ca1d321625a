package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** An account from sign-up to another password. */
@WorkerTest
class AccountsHttpTest {

    private static final String PASSWORD = "correct horse";

    @Autowired WorkerApi api;
    @Autowired AccountRepository accounts;

    private final String name = "user-" + WorkerApi.newUser();

    @Test
    void whoSignedUpCanSignInAndUseTheToken() {
        long userId = signUp(name);

        Map<?, ?> token = json(signIn(name, PASSWORD).expectStatus().isOk());

        assertThat(token.get("tokenType")).isEqualTo("Bearer");
        assertThat(token.get("expiresIn")).isEqualTo(900);
        api.bearing(String.valueOf(token.get("accessToken")))
                .get()
                .uri("/api/v1/me/coupons")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(accounts.findById(userId).orElseThrow().passwordHash())
                .startsWith("{bcrypt}")
                .doesNotContain(PASSWORD);
    }

    @Test
    void aNameIsOneWhateverItsCase() {
        signUp(name);

        post("/signup", name.toUpperCase(Locale.ROOT), PASSWORD)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("USERNAME_TAKEN");
        signIn(name.toUpperCase(Locale.ROOT), PASSWORD).expectStatus().isOk();
    }

    /** The database refuses the others by their name, which no log is to hold. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void ofManyWhoWantANameAtOnceOneGetsIt(CapturedOutput logged) throws Exception {
        List<Integer> answers;
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> all =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    _ ->
                                            people.submit(
                                                    () ->
                                                            post("/signup", name, PASSWORD)
                                                                    .returnResult()
                                                                    .getStatus()
                                                                    .value()))
                            .toList();
            answers = all.stream().map(AccountsHttpTest::get).toList();
        }

        assertThat(answers).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(logged.getAll()).doesNotContainIgnoringCase(name);
    }

    @Test
    void aWrongNameAndAWrongPasswordAreAnsweredAlike() {
        signUp(name);

        Map<?, ?> wrongPassword =
                json(signIn(name, "wrong password").expectStatus().isUnauthorized());
        Map<?, ?> wrongName = json(signIn(name + "x", PASSWORD).expectStatus().isUnauthorized());

        assertThat(wrongName).isEqualTo(wrongPassword);
        assertThat(wrongName.get("code")).isEqualTo("BAD_CREDENTIALS");
    }

    @Test
    void aPasswordIsChangedByWhoKnowsIt() {
        long userId = signUp(name);

        changePassword(userId, "wrong password", "another one")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("BAD_CREDENTIALS");
        changePassword(userId, PASSWORD, "another one").expectStatus().isNoContent();

        signIn(name, PASSWORD).expectStatus().isUnauthorized();
        signIn(name, "another one").expectStatus().isOk();
    }

    /** The user is the token's subject; a load-test user has no account to change. */
    @Test
    void aTokenWithoutAccountChangesNothing() {
        changePassword(WorkerApi.newUser(), PASSWORD, "another one")
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void anAdminMakesAdmins() {
        long userId = signUp(name);
        String path = "/api/v1/users/" + userId + "/admin";

        api.user(userId).put().uri(path).exchange().expectStatus().isForbidden();
        api.admin().put().uri(path).exchange().expectStatus().isNoContent();
        api.admin().put().uri(path).exchange().expectStatus().isNoContent();

        String token =
                String.valueOf(
                        json(signIn(name, PASSWORD).expectStatus().isOk()).get("accessToken"));
        api.bearing(token)
                .get()
                .uri("/api/v1/admin/coupons/9007199254740991/balance")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private long signUp(String username) {
        Map<?, ?> account = json(post("/signup", username, PASSWORD).expectStatus().isCreated());
        assertThat(account.get("username")).isEqualTo(username);
        return ((Number) Objects.requireNonNull(account.get("userId"))).longValue();
    }

    private ResponseSpec signIn(String username, String password) {
        return post("/signin", username, password);
    }

    private ResponseSpec post(String path, String username, String password) {
        return api.anybody()
                .post()
                .uri("/api/v1/auth" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("username", username, "password", password))
                .exchange();
    }

    private ResponseSpec changePassword(long userId, String current, String replacement) {
        RestTestClient user = api.user(userId);
        return user.put()
                .uri("/api/v1/users")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("currentPassword", current, "newPassword", replacement))
                .exchange();
    }

    private static Map<?, ?> json(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(Map.class).returnResult().getResponseBody());
    }

    private static int get(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
