package io.couponrush.worker.receipt;

/**
 * A statement and who vouches for it, as everybody gets it.
 *
 * @param statement the signed bytes are its ASCII, line feeds included
 * @param keyId of one of the keys at {@code /api/v1/receipt-keys}
 * @param algorithm as RFC 7518 calls it
 * @param signature in base64
 */
record Signed(String statement, String keyId, String algorithm, String signature) {}
