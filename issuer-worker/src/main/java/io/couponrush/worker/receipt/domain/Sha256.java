package io.couponrush.worker.receipt.domain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class Sha256 {

    static final int BYTES = 32;

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
