package io.couponrush.worker.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a name and a password may be. */
final class CredentialRules {

    static final String USERNAME = "[A-Za-z0-9._-]{3,32}";

    static final String USERNAME_MESSAGE = "must be 3 to 32 of a-z, 0-9, '.', '_' and '-'";

    static final int LEAST_PASSWORD = 8;

    /** bcrypt looks at no more, so more would be a false promise. */
    static final int MOST_PASSWORD_BYTES = 72;

    private CredentialRules() {}

    /** Names are one whatever their case. */
    static String normalised(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    static boolean isFitPassword(String password) {
        return password.length() >= LEAST_PASSWORD
                && password.getBytes(StandardCharsets.UTF_8).length <= MOST_PASSWORD_BYTES;
    }
}
