package io.couponrush.worker.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.Objects;

/**
 * A key that signs: one access tokens, another receipts. The only place that knows the algorithm.
 *
 * @param jwk the pair, named by its RFC 7638 thumbprint: workers that share a key share its name
 */
public record SigningKey(JWK jwk) {

    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.RS256;

    private static final String JCA = "SHA256withRSA";
    private static final int LEAST_BITS = 2048;

    /**
     * @throws UnusableSigningKeyException if the file is missing or holds no such key
     */
    public static SigningKey load(String path) {
        if (path.isBlank()) {
            throw unusable("RUSH_AUTH_SIGNING_KEY is not set");
        }
        try (InputStream pem = Files.newInputStream(Path.of(path))) {
            return of(Objects.requireNonNull(RsaKeyConverters.pkcs8().convert(pem)));
        } catch (IOException e) {
            throw new UnusableSigningKeyException("can't read the file " + path, e);
        } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
            throw new UnusableSigningKeyException(
                    path + " holds no PKCS#8 RSA key of at least " + LEAST_BITS + " bits", e);
        }
    }

    private static SigningKey of(Object key) throws GeneralSecurityException, JOSEException {
        if (!(key instanceof RSAPrivateCrtKey pair) || pair.getModulus().bitLength() < LEAST_BITS) {
            throw new GeneralSecurityException("unfit key");
        }
        RSAPublicKey publicKey =
                (RSAPublicKey)
                        KeyFactory.getInstance("RSA")
                                .generatePublic(
                                        new RSAPublicKeySpec(
                                                pair.getModulus(), pair.getPublicExponent()));
        return new SigningKey(
                new RSAKey.Builder(publicKey)
                        .privateKey(pair)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(com.nimbusds.jose.JWSAlgorithm.parse(ALGORITHM.getName()))
                        .keyIDFromThumbprint()
                        .build());
    }

    /**
     * For receipts.
     *
     * @throws UnusableSigningKeyException if it is no key, or this one: what one of them signs must
     *     never be shown as the other
     */
    public SigningKey another(String path) {
        SigningKey other = load(path);
        if (other.id().equals(id())) {
            throw unusable(path + " signs access tokens already; receipts want a key of their own");
        }
        return other;
    }

    private static UnusableSigningKeyException unusable(String why) {
        return new UnusableSigningKeyException(why, null);
    }

    public String id() {
        return jwk.getKeyID();
    }

    /** As RFC 7518 calls it. */
    public static String algorithm() {
        return ALGORITHM.getName();
    }

    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(JCA);
            signature.initSign(jwk.toRSAKey().toPrivateKey());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("could not sign with " + this, e);
        }
    }

    /** The public part as RFC 7517 JSON. */
    public String publicKey() {
        return jwk.toPublicJWK().toJSONString();
    }

    /** With the private part; never to be served. */
    JWKSource<SecurityContext> source() {
        return new ImmutableJWKSet<>(new JWKSet(jwk));
    }

    /** The public parts as RFC 7517 JSON. */
    Map<String, Object> publicKeys() {
        return new JWKSet(jwk).toJSONObject(true);
    }

    @Override
    public String toString() {
        return "SigningKey[" + jwk.getKeyID() + "]";
    }
}
