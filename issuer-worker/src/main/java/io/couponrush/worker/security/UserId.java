package io.couponrush.worker.security;

import io.couponrush.worker.edge.RushId;

import java.util.regex.Pattern;

/**
 * The user who is asking. A controller that takes one as a parameter gets the token's subject;
 * there is no other source.
 *
 * @param value 1 to 2^53 − 1
 */
public record UserId(long value) {

    /** Stricter than the JDK, for which "+7" and other scripts' digits are numbers too. */
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,15}");

    public UserId {
        if (value < 1 || value > RushId.GREATEST) {
            throw new IllegalArgumentException("not a user id: " + value);
        }
    }

    /**
     * @throws IllegalArgumentException if it is no decimal number in range
     */
    static UserId parse(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new IllegalArgumentException("not a user id");
        }
        return new UserId(Long.parseLong(decimal));
    }
}
