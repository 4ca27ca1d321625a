package io.couponrush.worker.account;

import io.couponrush.worker.account.domain.Role;
import io.couponrush.worker.account.domain.SignInOutcome.Refused;
import io.couponrush.worker.account.domain.SignInOutcome.SignedIn;
import io.couponrush.worker.account.domain.SignUpOutcome.NameTaken;
import io.couponrush.worker.account.domain.SignUpOutcome.SignedUp;
import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.security.AccessToken;
import io.couponrush.worker.security.AccessTokens;
import io.couponrush.worker.security.UserId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up and sign-in, and staying signed in. */
@RestController
@RequestMapping("/api/v1/auth")
final class AuthController {

    private final Accounts accounts;
    private final AccessTokens tokens;

    AuthController(Accounts accounts, AccessTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    @PostMapping("/signup")
    ResponseEntity<Object> signUp(@Valid @RequestBody SignUp request) {
        return switch (accounts.signUp(request.username, request.password, Role.USER)) {
            case SignedUp account -> ResponseEntity.status(HttpStatus.CREATED).body(account);
            case NameTaken _ -> ProblemCode.USERNAME_TAKEN.answer("Choose another name.");
        };
    }

    @PostMapping("/signin")
    ResponseEntity<Object> signIn(@Valid @RequestBody SignIn request) {
        return switch (accounts.signIn(request.username, request.password)) {
            case SignedIn(long userId, Role role) ->
                    ResponseEntity.ok(
                            SignInAnswer.of(tokens.issue(new UserId(userId), role.names())));
            case Refused _ -> ProblemCode.BAD_CREDENTIALS.answer("Check both and try again.");
        };
    }

    /** A token for a token that is still good, without the password. Roles are as they are now. */
    @PostMapping("/renew")
    ResponseEntity<Object> renew(UserId user, @AuthenticationPrincipal @Nullable Jwt token) {
        return tokens.renewable(token)
                .flatMap(
                        signedIn ->
                                accounts.stillSignedIn(user.value(), signedIn)
                                        .map(role -> tokens.issue(user, role.names(), signedIn)))
                .<ResponseEntity<Object>>map(fresh -> ResponseEntity.ok(SignInAnswer.of(fresh)))
                .orElseGet(
                        () ->
                                ProblemCode.SIGN_IN_TOO_OLD.answer(
                                        "The token is good to its end, and can't be renewed."));
    }

    record SignUp(
            @NotNull
                    @Pattern(
                            regexp = CredentialRules.USERNAME,
                            message = CredentialRules.USERNAME_MESSAGE)
                    String username,
            @FitPassword String password) {

        @Override
        public String toString() {
            return "SignUp[username=" + username + "]";
        }
    }

    /** The rules of sign-up are not repeated here: an answer must not depend on them. */
    record SignIn(
            @NotNull @Size(max = 100) String username, @NotNull @Size(max = 200) String password) {

        /** Without the name, too: some write their password into the wrong field. */
        @Override
        public String toString() {
            return "SignIn[]";
        }
    }

    /**
     * @param expiresIn seconds
     */
    record SignInAnswer(String accessToken, String tokenType, long expiresIn) {

        static SignInAnswer of(AccessToken token) {
            return new SignInAnswer(token.value(), "Bearer", token.life().toSeconds());
        }

        @Override
        public String toString() {
            return "SignInAnswer[expiresIn=" + expiresIn + "]";
        }
    }
}
