package io.couponrush.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.gateway.testing.MovableClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class VerifiedTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock(NOON);
    private final AtomicInteger verifications = new AtomicInteger();
    private final ReactiveJwtDecoder decoder = token -> Mono.fromCallable(() -> decode(token));

    @Test
    void aTokenIsVerifiedOnceUntilItExpires() {
        VerifiedTokens tokens = tokens(100);

        assertThat(user(tokens, "token-7")).isEqualTo(7);
        clock.advance(LIFE.plus(SKEW).minusMillis(1));
        assertThat(user(tokens, "token-7")).isEqualTo(7);
        assertThat(verifications).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> user(tokens, "token-7"))
                .isInstanceOf(InvalidBearerTokenException.class);
        assertThat(verifications).hasValue(2);
    }

    @Test
    void anotherTokenOfTheSameUserIsVerified() {
        VerifiedTokens tokens = tokens(100);
        user(tokens, "token-7");

        assertThat(user(tokens, "token-7 ")).isEqualTo(7);
        assertThat(verifications).hasValue(2);
    }

    @Test
    void whatWasRefusedIsNotRemembered() {
        VerifiedTokens tokens = tokens(100);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> user(tokens, "broken"))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
        assertThat(verifications).hasValue(2);
    }

    @Test
    void noMoreAreRememberedThanAllowed() {
        VerifiedTokens tokens = tokens(10);
        for (int i = 1; i <= 1_000; i++) {
            user(tokens, "token-" + i);
        }

        assertThat(tokens.size()).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "07", "7 ", "x", "1e3", "9007199254740992", "٣"})
    void aSubjectThatIsNoUserIdIsRefused(String subject) {
        assertThatThrownBy(() -> VerifiedTokens.userId(subject))
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void theLargestUserIdIsWhatABrowserCanCount() {
        assertThat(VerifiedTokens.userId("9007199254740991")).isEqualTo((1L << 53) - 1);
    }

    private VerifiedTokens tokens(int size) {
        AuthProperties properties =
                new AuthProperties("i", "a", SKEW, size, Duration.ofMinutes(5), SKEW);
        return new VerifiedTokens(decoder, properties, clock);
    }

    private long user(VerifiedTokens tokens, String token) {
        return tokens.verify(token).map(UserAuthentication::userId).blockOptional().orElseThrow();
    }

    /** Counts, and refuses as the real decoder does. */
    private Jwt decode(String token) {
        verifications.incrementAndGet();
        if (!token.startsWith("token-") || !clock.instant().isBefore(NOON.plus(LIFE).plus(SKEW))) {
            throw new BadJwtException("expired or broken");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject(token.substring(6).strip())
                .issuedAt(NOON)
                .expiresAt(NOON.plus(LIFE))
                .claim("roles", List.of("USER"))
                .build();
    }
}
