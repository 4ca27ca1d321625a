package io.couponrush.gateway.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.couponrush.gateway.testing.TestIssuer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a token's signature costs to verify, by algorithm; the table of docs/decisions/0005 is its
 * output. Run {@code main}. CPU time of one thread, so other processes disturb it little; the
 * algorithms take turns, so what disturbs meets all of them.
 *
 * <p>RS256 and ES256 are verified through Nimbus, as the gateway does. Nimbus leaves Ed25519 to an
 * optional library, so it is verified through the JDK's provider, with nothing around it.
 */
final class TokenAlgorithmBench {

    private static final int TOKENS = 200;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private TokenAlgorithmBench() {}

    /** One operation on the token with this number, counted by whether it says yes. */
    private interface Operation {

        boolean run(int token) throws Exception;
    }

    static void main() throws Exception {
        Map<String, Operation> all = new LinkedHashMap<>();
        addRs256(all);
        addEs256(all);
        addEd25519(all);
        all.forEach((name, operation) -> once(operation, ROUND_NANOS * 2)); // warm-up
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.forEach(
                    (name, operation) ->
                            micros.computeIfAbsent(name, it -> new ArrayList<>())
                                    .add(once(operation, ROUND_NANOS)));
        }
        System.out.println("| operation | median µs | rounds µs |\n|---|---|---|");
        micros.forEach(TokenAlgorithmBench::print);
    }

    private static void print(String name, List<Double> rounds) {
        double[] sorted = rounds.stream().mapToDouble(it -> it).sorted().toArray();
        System.out.printf("| %s | %.1f | ", name, sorted[sorted.length / 2]);
        System.out.println(
                String.join(" ", Arrays.stream(sorted).mapToObj("%.1f"::formatted).toList())
                        + " |");
    }

    /** Microseconds of CPU time an operation. */
    private static double once(Operation operation, long nanos) {
        try {
            long begin = THREADS.getCurrentThreadCpuTime();
            long spent = 0;
            int count = 0;
            while (spent < nanos) {
                for (int i = 0; i < 50; i++) {
                    if (!operation.run(count++ % TOKENS)) {
                        throw new IllegalStateException("a good signature was refused");
                    }
                }
                spent = THREADS.getCurrentThreadCpuTime() - begin;
            }
            return spent / 1_000.0 / count;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addRs256(Map<String, Operation> all) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        JWSSigner signer = new RSASSASigner(keys.getPrivate());
        List<String> tokens = tokens(JWSAlgorithm.RS256, signer);
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        describe("RS256", tokens);
        all.put(
                "RS256 (RSA 2048), parse and verify through Nimbus",
                number -> {
                    SignedJWT token = SignedJWT.parse(tokens.get(number));
                    return token.verify(new RSASSAVerifier(key))
                            && token.getJWTClaimsSet().getSubject() != null;
                });
        all.put(
                "RS256, the signature alone (JCA)",
                jca("SHA256withRSA", key, tokens, Base64URL::decode));
        all.put("RS256, sign", number -> !sign(JWSAlgorithm.RS256, signer, number).isEmpty());
    }

    private static void addEs256(Map<String, Operation> all) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(Curve.P_256.toECParameterSpec());
        KeyPair keys = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        JWSSigner signer = new ECDSASigner((ECPrivateKey) keys.getPrivate());
        List<String> tokens = tokens(JWSAlgorithm.ES256, signer);
        describe("ES256", tokens);
        all.put(
                "ES256 (P-256), parse and verify through Nimbus",
                number -> {
                    SignedJWT token = SignedJWT.parse(tokens.get(number));
                    return token.verify(new ECDSAVerifier(key))
                            && token.getJWTClaimsSet().getSubject() != null;
                });
        all.put(
                "ES256, the signature alone (JCA)",
                jca(
                        "SHA256withECDSA",
                        key,
                        tokens,
                        it -> ECDSA.transcodeSignatureToDER(it.decode())));
        all.put("ES256, sign", number -> !sign(JWSAlgorithm.ES256, signer, number).isEmpty());
    }

    private static void addEd25519(Map<String, Operation> all) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(keys.getPrivate());
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(signEd25519(signing, i));
        }
        describe("Ed25519", tokens);
        all.put(
                "Ed25519, the signature alone (JCA)",
                jca("Ed25519", keys.getPublic(), tokens, Base64URL::decode));
        all.put("Ed25519, sign", number -> !signEd25519(signing, number).isEmpty());
    }

    private static String signEd25519(Signature signing, int user) throws Exception {
        String text =
                new JWSHeader.Builder(JWSAlgorithm.Ed25519).keyID("bench").build().toBase64URL()
                        + "."
                        + claims(user).toPayload().toBase64URL();
        signing.update(text.getBytes(US_ASCII));
        return text + "." + Base64URL.encode(signing.sign());
    }

    private interface Transcoder {

        byte[] bytes(Base64URL signature) throws Exception;
    }

    private static Operation jca(
            String algorithm, PublicKey key, List<String> tokens, Transcoder transcoder)
            throws Exception {
        Signature verifying = Signature.getInstance(algorithm);
        List<byte[]> texts = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String token : tokens) {
            int dot = token.lastIndexOf('.');
            texts.add(token.substring(0, dot).getBytes(US_ASCII));
            signatures.add(transcoder.bytes(new Base64URL(token.substring(dot + 1))));
        }
        return number -> {
            verifying.initVerify(key);
            verifying.update(texts.get(number));
            return verifying.verify(signatures.get(number));
        };
    }

    private static List<String> tokens(JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(sign(algorithm, signer, i));
        }
        return tokens;
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer, int user)
            throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID("bench").build(), claims(user));
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet claims(int user) {
        return TestIssuer.claims(Integer.toString(1_000_000 + user)).build();
    }

    private static void describe(String algorithm, List<String> tokens) {
        System.out.println(algorithm + ": a token has " + tokens.getFirst().length() + " bytes");
    }
}
