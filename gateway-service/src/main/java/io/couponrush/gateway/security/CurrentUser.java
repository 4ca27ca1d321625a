package io.couponrush.gateway.security;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/** The user that a request's token names. */
public final class CurrentUser {

    private static final String ATTRIBUTE = CurrentUser.class.getName();

    private CurrentUser() {}

    /**
     * @return 1 to 2^53 − 1
     * @throws IllegalStateException on a route that may be called without a token
     */
    public static long id(ServerRequest request) {
        if (request.exchange().getAttribute(ATTRIBUTE) instanceof UserAuthentication caller) {
            return caller.userId();
        }
        throw new IllegalStateException(
                "no user on " + request.path() + ": is the route open to all?");
    }

    static void set(ServerWebExchange exchange, UserAuthentication caller) {
        exchange.getAttributes().put(ATTRIBUTE, caller);
    }
}
