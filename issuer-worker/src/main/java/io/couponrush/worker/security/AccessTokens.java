package io.couponrush.worker.security;

import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Makes access tokens. */
public final class AccessTokens {

    /** The claim that lists roles, such as {@code ["USER","ADMIN"]}. */
    static final String ROLES = "roles";

    private final JwtEncoder encoder;
    private final AuthProperties settings;
    private final Clock clock;

    AccessTokens(JwtEncoder encoder, AuthProperties settings, Clock clock) {
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param roles without prefix
     */
    public AccessToken issue(UserId user, List<String> roles) {
        Instant now = clock.instant();
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(settings.issuer())
                        .audience(List.of(settings.audience()))
                        .subject(Long.toString(user.value()))
                        .issuedAt(now)
                        .expiresAt(now.plus(settings.tokenLife()))
                        .claim(ROLES, roles)
                        .build();
        JwsHeader header = JwsHeader.with(SigningKey.ALGORITHM).build();
        String value = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new AccessToken(value, settings.tokenLife());
    }
}
