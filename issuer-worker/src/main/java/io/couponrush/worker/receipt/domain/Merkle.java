package io.couponrush.worker.receipt.domain;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 6962, section 2.1: a leaf is hashed behind a zero byte and a node behind a
 * one, so that neither can be taken for the other. Made level by level, a last node without a
 * neighbour going up as it is, which gives the tree of that section's recursive definition.
 */
public final class Merkle {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Merkle() {}

    public static byte[] leaf(byte[] content) {
        MessageDigest digest = Sha256.begin();
        digest.update(LEAF);
        return digest.digest(content);
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.begin();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /**
     * @param hashes of leaves, or of all nodes of one level
     * @return of nothing, the hash of nothing
     */
    public static byte[] root(List<byte[]> hashes) {
        if (hashes.isEmpty()) {
            return Sha256.begin().digest();
        }
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            level = above(level);
        }
        return level.getFirst();
    }

    /** What has to be known beside one of the hashes to come to the root, lowest first. */
    public static List<byte[]> path(List<byte[]> hashes, int index) {
        List<byte[]> path = new ArrayList<>();
        List<byte[]> level = hashes;
        for (int at = index; level.size() > 1; at /= 2) {
            int neighbour = at ^ 1;
            if (neighbour < level.size()) {
                path.add(level.get(neighbour));
            }
            level = above(level);
        }
        return path;
    }

    private static List<byte[]> above(List<byte[]> level) {
        List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return above;
    }
}
