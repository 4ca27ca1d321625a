package io.couponrush.system.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.ProductApi;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Signs access tokens with the worker's own key. Signing up 10,000 users would take minutes, since
 * a password hash is slow on purpose; their tokens are real all the same. Safe for many threads.
 */
public final class TokenMint {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** As long as the worker's own tokens. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private final PrivateKey key;
    private final Algorithm algorithm;
    private final String issuer;
    private final String audience;
    private final String header;

    private TokenMint(
            PrivateKey key, Algorithm algorithm, String keyId, String issuer, String audience) {
        this.key = key;
        this.algorithm = algorithm;
        this.issuer = issuer;
        this.audience = audience;
        this.header = encode("{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm.jws, keyId));
    }

    /**
     * @param pem the worker's private key, PKCS#8
     * @param jwk the same key as the worker publishes it: tells algorithm and id
     */
    static TokenMint of(Path pem, JsonNode jwk, String issuer, String audience) {
        Algorithm algorithm = Algorithm.ofKeyType(jwk.required("kty").stringValue());
        String keyId = jwk.required("kid").stringValue();
        try {
            String base64 =
                    Files.readString(pem)
                            .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                            .replaceAll("\\s", "");
            PrivateKey key =
                    KeyFactory.getInstance(algorithm.keyFactory)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            return new TokenMint(key, algorithm, keyId, issuer, audience);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the signing key " + pem, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of " + algorithm + ": " + pem, e);
        }
    }

    /** With the key of a product that runs here. */
    public static TokenMint of(ProductState product) {
        return of(
                Path.of(product.signingKey()),
                ProductApi.anonymous(product.worker()).signingKey(),
                product.issuer(),
                product.audience());
    }

    /** A token of this user with the role USER, in ASCII. */
    public byte[] userToken(long userId, Instant now) {
        return userToken(userId, now, LIFE);
    }

    /** The same with another life: a service whose clock is wrong must still take it. */
    byte[] userToken(long userId, Instant now, Duration life) {
        String payload =
                """
                {"iss":"%s","aud":"%s","sub":"%d","iat":%d,"exp":%d,"roles":["USER"]}\
                """
                        .formatted(
                                issuer,
                                audience,
                                userId,
                                now.getEpochSecond(),
                                now.plus(life).getEpochSecond());
        String signed = header + "." + encode(payload);
        return (signed + "." + BASE64URL.encodeToString(sign(signed))).getBytes(US_ASCII);
    }

    private byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance(algorithm.signature);
            signature.initSign(key);
            signature.update(text.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign with " + algorithm, e);
        }
    }

    private static String encode(String json) {
        return BASE64URL.encodeToString(json.getBytes(US_ASCII));
    }

    /** What a JWKS may name, and how Java calls it. */
    enum Algorithm {
        RS256("RS256", "RSA", "SHA256withRSA"),
        ES256("ES256", "EC", "SHA256withECDSAinP1363Format"),
        EDDSA("EdDSA", "Ed25519", "Ed25519");

        private final String jws;
        private final String keyFactory;
        private final String signature;

        Algorithm(String jws, String keyFactory, String signature) {
            this.jws = jws;
            this.keyFactory = keyFactory;
            this.signature = signature;
        }

        /**
         * @param keyType {@code kty} of a JWK
         */
        static Algorithm ofKeyType(String keyType) {
            return switch (keyType) {
                case "RSA" -> RS256;
                case "EC" -> ES256;
                case "OKP" -> EDDSA;
                default -> throw new IllegalArgumentException("unknown key type " + keyType);
            };
        }
    }
}
