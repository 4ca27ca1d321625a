package io.couponrush.localstack.product;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The signing keys and the demo accounts of one installation: made once, kept with its data, as an
 * account of yesterday must still sign in today.
 */
record Secrets(Path signingKey, Path receiptKey, Account admin, Account user) {

    private static final String KEY = "RSA";
    private static final int KEY_BITS = 2_048;
    private static final int PASSWORD_BYTES = 12;

    private record Accounts(Account admin, Account user) {}

    static Secrets in(Path directory) {
        Path key = key(directory.resolve("signing-key.pem"));
        Path receiptKey = key(directory.resolve("receipt-key.pem"));
        Path file = directory.resolve("demo-accounts.json");
        JsonMapper json = JsonMapper.shared();
        if (!Files.exists(file)) {
            Accounts made =
                    new Accounts(
                            new Account("admin", newPassword()),
                            new Account("demo", newPassword()));
            PrivateFiles.write(file, json.writeValueAsString(made));
        }
        try {
            Accounts accounts = json.readValue(Files.readString(file), Accounts.class);
            return new Secrets(key, receiptKey, accounts.admin, accounts.user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path key(Path file) {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, newKey());
        }
        return file;
    }

    private static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(KEY);
            generator.initialize(KEY_BITS);
            byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
            return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK makes no " + KEY + " keys", e);
        }
    }

    /** Letters, digits, - and _ only, so that it can be pasted into a shell. */
    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
