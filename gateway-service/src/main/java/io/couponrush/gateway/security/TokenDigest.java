package io.couponrush.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a token: what verified tokens are remembered by, so that a heap dump holds no token
 * that still works.
 */
record TokenDigest(long a, long b, long c, long d) {

    static TokenDigest of(String token) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
            return new TokenDigest(
                    digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The digest is uniform, so its first bits are as good a hash as any. */
    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }
}
