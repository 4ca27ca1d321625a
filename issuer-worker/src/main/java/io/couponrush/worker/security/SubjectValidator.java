package io.couponrush.worker.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

/** A token of ours expires and its subject is a user id. */
final class SubjectValidator implements OAuth2TokenValidator<Jwt> {

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return token.getExpiresAt() != null && isUserId(token.getSubject())
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(notOurs());
    }

    private static boolean isUserId(@Nullable String subject) {
        try {
            return subject != null && UserId.parse(subject).value() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OAuth2Error notOurs() {
        return BearerTokenErrors.invalidToken("The subject is no user id or the token never ends");
    }
}
