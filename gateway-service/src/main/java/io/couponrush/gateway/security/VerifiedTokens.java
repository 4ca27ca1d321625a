package io.couponrush.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import io.couponrush.gateway.edge.PathIds;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

import reactor.core.publisher.Mono;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Verifies a token once and remembers the caller until the token expires, bounded. A verification
 * costs 44 µs of CPU (docs/decisions/0005); a user who polls a ticket pays it once.
 */
final class VerifiedTokens {

    private final ReactiveJwtDecoder decoder;
    private final Clock clock;
    private final Duration skew;
    private final Cache<TokenDigest, UserAuthentication> verified;

    VerifiedTokens(ReactiveJwtDecoder decoder, AuthProperties properties, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
        this.skew = properties.clockSkew();
        this.verified =
                Caffeine.newBuilder()
                        .maximumSize(properties.verifiedTokens())
                        .expireAfter(Expiry.creating(this::remaining))
                        .build();
    }

    /**
     * Errors: {@link InvalidBearerTokenException} for a token that is not to be believed, {@link
     * KeysUnavailableException} if that can't be told now.
     */
    Mono<UserAuthentication> verify(String token) {
        TokenDigest digest = TokenDigest.of(token);
        UserAuthentication known = known(digest);
        if (known != null) {
            return Mono.just(known);
        }
        return decoder.decode(token)
                .map(this::caller)
                .doOnNext(caller -> verified.put(digest, caller))
                .onErrorMap(VerifiedTokens::refusal);
    }

    /** How many are remembered, once what is due has been evicted. */
    long size() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    /** The eviction of the cache is lazy and rounds up, so the time is looked at here too. */
    private @Nullable UserAuthentication known(TokenDigest digest) {
        UserAuthentication caller = verified.getIfPresent(digest);
        return caller != null && clock.instant().isBefore(caller.believedUntil()) ? caller : null;
    }

    private Duration remaining(TokenDigest digest, UserAuthentication caller) {
        return Duration.between(clock.instant(), caller.believedUntil());
    }

    private UserAuthentication caller(Jwt token) {
        Instant expires = token.getExpiresAt();
        if (expires == null) {
            throw new InvalidBearerTokenException("a token must expire");
        }
        List<String> roles = token.getClaimAsStringList("roles");
        if (roles == null || !roles.contains("USER")) {
            throw new InvalidBearerTokenException("a token must name the role USER");
        }
        return new UserAuthentication(
                userId(token.getSubject()), roles.contains("ADMIN"), expires.plus(skew));
    }

    static long userId(@Nullable String subject) {
        long id = subject == null ? PathIds.INVALID : PathIds.parse(subject);
        if (id == PathIds.INVALID) {
            throw new InvalidBearerTokenException("the subject must be a decimal user id");
        }
        return id;
    }

    /** The decoder wraps what the keys' source says, in one of two ways. */
    private static Throwable refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KeysUnavailableException) {
                return cause;
            }
        }
        return failure instanceof JwtException
                ? new InvalidBearerTokenException("the token is not valid", failure)
                : failure;
    }
}
