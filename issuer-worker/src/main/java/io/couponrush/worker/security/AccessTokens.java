package io.couponrush.worker.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes access tokens. */
public final class AccessTokens {

    /** The claim that lists roles, such as {@code ["USER","ADMIN"]}. */
    static final String ROLES = "roles";

    /** OpenID Connect's name for the second in which the password was given. */
    private static final String SIGNED_IN_AT = "auth_time";

    private final JwtEncoder encoder;
    private final AuthProperties settings;
    private final Clock clock;

    AccessTokens(JwtEncoder encoder, AuthProperties settings, Clock clock) {
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * For somebody who has just given their password.
     *
     * @param roles without prefix
     */
    public AccessToken issue(UserId user, List<String> roles) {
        return issue(user, roles, clock.instant());
    }

    /**
     * When the password was given for which this token stands; empty if that is too long ago for
     * another one, or not known (docs/decisions/0017).
     */
    public Optional<Instant> renewable(@Nullable Jwt token) {
        Instant oldest = clock.instant().minus(settings.sessionLife());
        return Optional.ofNullable(token)
                .map(known -> known.getClaimAsInstant(SIGNED_IN_AT))
                .filter(signedIn -> !signedIn.isBefore(oldest));
    }

    /**
     * @param roles without prefix
     * @param signedIn when the password was given; whole seconds count
     */
    public AccessToken issue(UserId user, List<String> roles, Instant signedIn) {
        Instant now = clock.instant();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(settings.issuer())
                        .audience(List.of(settings.audience()))
                        .subject(Long.toString(user.value()))
                        .issuedAt(now)
                        .expiresAt(now.plus(settings.tokenLife()))
                        .claim(ROLES, roles)
                        .claim(SIGNED_IN_AT, signedIn.getEpochSecond())
                        .build();
        JwsHeader header = JwsHeader.with(SigningKey.ALGORITHM).build();
        String value = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new AccessToken(value, settings.tokenLife());
    }
}
