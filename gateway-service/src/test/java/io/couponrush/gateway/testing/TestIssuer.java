package io.couponrush.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs tokens as the worker does and serves its keys over real HTTP. */
public final class TestIssuer implements AutoCloseable {

    public static final String ISSUER = "https://coupon-rush.example";
    public static final String AUDIENCE = "coupon-rush";

    private final RSAKey key;
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();

    private TestIssuer(RSAKey key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    /** One for the whole JVM: a gateway's tests need no other. */
    public static TestIssuer shared() {
        return Shared.ISSUER;
    }

    /** A new key and a new server on a free port of the loopback address. */
    public static TestIssuer start() {
        try {
            RSAKey key =
                    new RSAKeyGenerator(2048)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint(true)
                            .generate();
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(key, server);
            issuer.serve();
            return issuer;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        byte[] keys = new JWKSet(key).toString().getBytes(UTF_8);
        server.createContext(
                "/.well-known/jwks.json",
                exchange -> {
                    fetches.incrementAndGet();
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        server.start();
    }

    /** For {@code rush.worker.url}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** A good token: 15 minutes, role USER. */
    public String token(long userId) {
        return sign(claims(Long.toString(userId)).build());
    }

    /** A good token with other roles. */
    public String token(long userId, String... roles) {
        return sign(claims(Long.toString(userId)).claim("roles", List.of(roles)).build());
    }

    /** What a good token says; a test changes what it wants wrong. */
    public static JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(15))))
                .claim("roles", List.of("USER"));
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, key.getKeyID());
    }

    public String sign(JWTClaimsSet claims, String keyId) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static final class Shared {

        static final TestIssuer ISSUER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ISSUER::close));
        }
    }
}
