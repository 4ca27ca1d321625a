package io.couponrush.system.up;

import io.couponrush.localstack.product.Account;

import java.util.List;

/** Sign in, claim, look at the ticket: pasted into a shell they need nothing but curl and sed. */
record CurlLines(String url, long couponId, Account user) {

    List<String> all() {
        String ticket = url + "/api/v3/me/coupons/" + couponId;
        return List.of(
                """
                TOKEN=$(curl -s %s/api/v1/auth/signin -H 'Content-Type: application/json' \
                -d '{"username":"%s","password":"%s"}' \
                | sed 's/.*"accessToken" *: *"\\([^"]*\\)".*/\\1/')\
                """
                        .formatted(url, user.username(), user.password()),
                "curl -i -X POST %s/issue -H \"Authorization: Bearer $TOKEN\"".formatted(ticket),
                "curl -i %s/ticket -H \"Authorization: Bearer $TOKEN\"".formatted(ticket));
    }
}
