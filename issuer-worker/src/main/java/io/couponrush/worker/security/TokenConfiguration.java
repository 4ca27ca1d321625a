package io.couponrush.worker.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes and checks tokens with one key. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    /** By how much the clocks of two workers may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    @Bean
    SigningKey signingKey(AuthProperties settings) {
        return SigningKey.load(settings.signingKey());
    }

    @Bean
    AccessTokens accessTokens(SigningKey key, AuthProperties settings, Clock clock) {
        return new AccessTokens(new NimbusJwtEncoder(key.source()), settings, clock);
    }

    @Bean
    JwtDecoder jwtDecoder(SigningKey key, AuthProperties settings, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setClock(clock);
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(key.source())
                        .jwsAlgorithm(SigningKey.ALGORITHM)
                        .build();
        decoder.setJwtValidator(
                JwtValidators.createDefaultWithValidators(
                        List.of(
                                times,
                                new JwtIssuerValidator(settings.issuer()),
                                new JwtAudienceValidator(settings.audience()),
                                new SubjectValidator())));
        return decoder;
    }
}
