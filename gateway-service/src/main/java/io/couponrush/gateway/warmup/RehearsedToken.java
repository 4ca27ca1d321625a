package io.couponrush.gateway.warmup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A token by a key that is made here, known to nobody and never used again. Verifying it runs the
 * code that verifies real ones.
 */
final class RehearsedToken {

    private final NimbusReactiveJwtDecoder decoder;
    private final String token;

    RehearsedToken() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            decoder =
                    NimbusReactiveJwtDecoder.withPublicKey((RSAPublicKey) pair.getPublic()).build();
            SignedJWT signed =
                    new SignedJWT(
                            new JWSHeader(JWSAlgorithm.RS256),
                            new JWTClaimsSet.Builder()
                                    .subject("1")
                                    .claim("exp", Instant.now().plusSeconds(3600).getEpochSecond())
                                    .build());
            signed.sign(new RSASSASigner(pair.getPrivate()));
            token = signed.serialize();
        } catch (NoSuchAlgorithmException | JOSEException e) {
            throw new IllegalStateException("this JDK makes no RSA keys", e);
        }
    }

    CompletableFuture<@Nullable Jwt> verify() {
        return decoder.decode(token).toFuture();
    }
}
