package io.couponrush.gateway.security;

import org.springframework.security.core.AuthenticationException;

/** The issuer's keys could not be fetched, so nobody can say whether a token is good. */
final class KeysUnavailableException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    KeysUnavailableException(Throwable cause) {
        super("could not fetch the keys that tokens are signed with: " + cause, cause);
    }
}
