package io.couponrush.worker.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.worker.receipt.domain.Place;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces of one coupon's receipts. The same place always gets the same one, on every worker and
 * under every signing key, so a receipt may be asked for again; who has not got the secret can't
 * tell a nonce from a random number, nor a leaf's user from its hash.
 */
final class Blinding {

    static final int BYTES = 32;

    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec secret;

    Blinding(byte[] secret) {
        this.secret = new SecretKeySpec(secret, MAC);
    }

    byte[] nonce(Place.Taken place) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(secret);
            return mac.doFinal((place.sequence() + ":" + place.userId()).getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
