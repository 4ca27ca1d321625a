package io.couponrush.prod;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the profile {@code prod} demands of a password: that nobody guesses it. */
public final class Password {

    /** What stands in examples, and is tried first. */
    private static final Pattern GUESSED =
            Pattern.compile(
                    "(?i).*(passw|secret|change.?me|default|admin|root|coupon|rush|redis|mysql"
                            + "|qwert).*");

    private static final Pattern COUNTED = Pattern.compile(".*(1234|0000).*");

    private static final int LEAST = 16;

    /**
     * From here on digits may be chance: of 100,000 random passwords of 48 hex digits 130 hold such
     * four. Words can't: hex has no letters for them.
     */
    private static final int LONG = 32;

    private Password() {}

    /**
     * What is wrong with it, without a word of it; empty if nothing is.
     *
     * @param name where it came from
     */
    public static Optional<String> fault(String name, String password) {
        if (password.isEmpty()) {
            return Optional.of(name + " holds no password");
        }
        if (password.length() < LEAST
                || GUESSED.matcher(password).matches()
                || (password.length() < LONG && COUNTED.matcher(password).matches())) {
            return Optional.of(name + " holds a password that can be guessed");
        }
        return Optional.empty();
    }

    /** That of {@code redis://user:password@host}, where the user may be missing; empty if none. */
    public static String of(URI redis) {
        String user = redis.getUserInfo();
        return user == null ? "" : user.substring(user.indexOf(':') + 1);
    }
}
