package io.couponrush.worker.security;

import java.time.Duration;

/**
 * A signed token.
 *
 * @param value as sent behind {@code Bearer}
 * @param life from now
 */
public record AccessToken(String value, Duration life) {

    @Override
    public String toString() {
        return "AccessToken[life=" + life + "]";
    }
}
