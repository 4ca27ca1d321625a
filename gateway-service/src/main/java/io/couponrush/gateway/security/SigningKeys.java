package io.couponrush.gateway.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/**
 * The issuer's public keys, fetched when first needed, again when old, and again for a key id that
 * is not among them, but never more often than {@code keysRetryAfter}: Spring's own remote source
 * fetches once for every token with an invented key id.
 */
final class SigningKeys implements Function<SignedJWT, Flux<JWK>> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final Mono<String> fetch;
    private final AuthProperties properties;
    private final Clock clock;

    private volatile @Nullable JWKSet keys;
    private @Nullable Mono<JWKSet> fetching;
    private Instant fetchedAt = Instant.MIN;

    /**
     * @param fetch gets the JWK set's JSON anew at each subscription, within a bounded time
     */
    SigningKeys(Mono<String> fetch, AuthProperties properties, Clock clock) {
        this.fetch = fetch;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Flux<JWK> apply(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        JWKSet known = keys;
        JWK key = known == null || id == null ? null : known.getKeyByKeyId(id);
        if (key == null) {
            return id == null ? Flux.empty() : afterFetching(id);
        }
        if (isOld()) {
            refresh().subscribe(fresh -> {}, failure -> {}); // the known keys serve meanwhile
        }
        return Flux.just(key);
    }

    private Flux<JWK> afterFetching(String id) {
        return refresh().mapNotNull(fresh -> fresh.getKeyByKeyId(id)).flux();
    }

    private synchronized boolean isOld() {
        return fetchedAt.plus(properties.keysRefreshAfter()).isBefore(clock.instant());
    }

    private synchronized Mono<JWKSet> refresh() {
        Mono<JWKSet> last = fetching;
        Instant now = clock.instant();
        if (last != null && now.isBefore(fetchedAt.plus(properties.keysRetryAfter()))) {
            return last;
        }
        fetchedAt = now;
        Mono<JWKSet> next =
                fetch.map(SigningKeys::parse)
                        .doOnNext(fresh -> keys = fresh)
                        .onErrorMap(KeysUnavailableException::new)
                        .doOnError(failure -> log.warn("{}", failure.getMessage()))
                        .cache();
        fetching = next;
        return next;
    }

    private static JWKSet parse(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("the issuer's keys are not a JWK set", e);
        }
    }
}
