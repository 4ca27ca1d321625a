package io.couponrush.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.couponrush.gateway.testing.MovableClock;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

class SigningKeysTest {

    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final JWK FIRST = key("first");
    private static final JWK SECOND = key("second");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private JWKSet served = new JWKSet(FIRST);
    private boolean issuerIsUp = true;

    @Test
    void theKeysAreFetchedOnce() {
        SigningKeys keys = signingKeys();

        assertThat(find(keys, "first")).isNotNull();
        assertThat(find(keys, "first")).isNotNull();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void inventedKeyIdsCannotMakeItFetchMoreOftenThanAllowed() {
        SigningKeys keys = signingKeys();
        find(keys, "first");

        for (int i = 0; i < 1_000; i++) {
            assertThat(find(keys, "invented-" + i)).isNull();
        }
        assertThat(fetches).hasValue(1);

        clock.advance(RETRY);
        assertThat(find(keys, "invented")).isNull();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aNewKeyIsFound() {
        SigningKeys keys = signingKeys();
        find(keys, "first");
        served = new JWKSet(SECOND);
        clock.advance(RETRY);

        assertThat(find(keys, "second")).isNotNull();
    }

    /** What the issuer has taken back is not believed for longer than the refresh takes. */
    @Test
    void oldKeysAreFetchedAgainWhileTheyServe() {
        SigningKeys keys = signingKeys();
        find(keys, "first");
        served = new JWKSet(SECOND);
        clock.advance(OLD.plusMillis(1));

        assertThat(find(keys, "first")).isNotNull();
        assertThat(fetches).hasValue(2);
        assertThat(find(keys, "first")).isNull();
    }

    @Test
    void anIssuerThatIsAwayIsSaidToBeAwayAndAskedAgain() {
        SigningKeys keys = signingKeys();
        issuerIsUp = false;

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> find(keys, "first"))
                    .isInstanceOf(KeysUnavailableException.class);
        }
        assertThat(fetches).hasValue(1);

        issuerIsUp = true;
        clock.advance(RETRY);
        assertThat(find(keys, "first")).isNotNull();
    }

    private static JWK key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private SigningKeys signingKeys() {
        Mono<String> fetch =
                Mono.fromCallable(
                        () -> {
                            fetches.incrementAndGet();
                            if (!issuerIsUp) {
                                throw new IllegalStateException("connection refused");
                            }
                            return served.toString();
                        });
        return new SigningKeys(
                fetch, new AuthProperties("i", "a", Duration.ZERO, 10, OLD, RETRY), clock);
    }

    private static @Nullable JWK find(SigningKeys keys, String id) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
        return keys.apply(new SignedJWT(header, new JWTClaimsSet.Builder().build())).blockFirst();
    }
}
