package io.couponrush.system.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Somebody who runs an event of five places and may lie: what each page of theirs says can be
 * changed before it is asked for. Made from docs/receipts.md alone, and not from the product.
 */
final class Organiser implements AutoCloseable {

    static final int PLACES = 5;

    /** Somebody else's. */
    static final KeyPair ALIEN = newKey();

    private static final KeyPair KEY = newKey();

    private final HttpServer server;
    private final List<String> statements =
            IntStream.rangeClosed(1, PLACES).mapToObj(Organiser::statement).toList();

    /** Of each place, from the leaf upwards. */
    final List<List<String>> paths;

    final String root;
    String digest;
    String digestSignature;

    Organiser() {
        List<byte[]> leaves = statements.stream().map(it -> leaf(it)).toList();
        root = HexFormat.of().formatHex(root(leaves));
        paths =
                IntStream.range(0, PLACES)
                        .mapToObj(place -> new ArrayList<>(path(place, leaves)))
                        .collect(Collectors.toList());
        digest = digest(7, PLACES);
        digestSignature = signed(digest);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = page(exchange.getRequestURI().getPath()).getBytes(US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String statement(int sequence) {
        return "coupon-rush receipt v1\ncoupon: 7\nsequence: %d\nuser: %d\noutcome: ISSUED\nsettled: 2026-12-01T03:00:00Z\nnonce: %064x\n"
                .formatted(sequence, 1_000 + sequence, sequence);
    }

    String digest(long coupon, int places) {
        return "coupon-rush digest v1\ncoupon: %d\nplaces: %d\nissued: %d\nwithout-coupon: 0\nvacant: 0\nroot: %s\ncommitted: 2026-12-01T03:05:00Z\n"
                .formatted(coupon, places, places, root);
    }

    /** As it is given to a user, signed by this organiser. */
    String receipt(String statement) {
        return json(statement, signed(statement));
    }

    String signed(String statement) {
        return signed(statement, KEY);
    }

    static String signed(String statement, KeyPair by) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(by.getPrivate());
            signature.update(statement.getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String json(String statement, String signature) {
        return "{\"statement\":\"%s\",\"keyId\":\"k1\",\"algorithm\":\"RS256\",\"signature\":\"%s\"}"
                .formatted(statement.replace("\n", "\\n"), signature);
    }

    private String page(String path) {
        if (path.equals("/api/v1/receipt-keys")) {
            RSAPublicKey rsa = (RSAPublicKey) KEY.getPublic();
            return "{\"keys\":[{\"kid\":\"k1\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                    .formatted(number(rsa.getModulus()), number(rsa.getPublicExponent()));
        }
        if (path.endsWith("/audit")) {
            return json(digest, digestSignature);
        }
        int place = Integer.parseInt(path.replaceAll(".*/proofs/", "")) - 1;
        return paths.get(Math.min(place, PLACES - 1)).stream()
                .collect(Collectors.joining("\",\"", "{\"path\":[\"", "\"]}"))
                .replace("[\"\"]", "[]");
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] plain = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static byte[] leaf(String statement) {
        return sha(new byte[] {0}, statement.getBytes(US_ASCII));
    }

    /** RFC 6962, 2.1. */
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha(
                new byte[] {1},
                root(leaves.subList(0, split)),
                root(leaves.subList(split, leaves.size())));
    }

    /** RFC 6962, 2.1.1. */
    private static List<String> path(int place, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        List<String> path =
                new ArrayList<>(place < split ? path(place, left) : path(place - split, right));
        path.add(HexFormat.of().formatHex(root(place < split ? right : left)));
        return path;
    }

    private static byte[] sha(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
