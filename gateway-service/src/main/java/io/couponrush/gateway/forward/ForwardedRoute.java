package io.couponrush.gateway.forward;

import org.springframework.http.HttpMethod;

import java.util.List;

/**
 * One of the worker's routes that may be reached from outside. What is not in {@link #ALL} never
 * leaves the gateway: the worker's management and its keys are for the inside.
 *
 * @param method one method
 * @param pattern a path pattern of Spring's
 */
record ForwardedRoute(HttpMethod method, String pattern) {

    /** The allow-list. A new route of the worker is reachable when it stands here. */
    static final List<ForwardedRoute> ALL =
            List.of(
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/auth/signup"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/auth/signin"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/auth/renew"),
                    new ForwardedRoute(HttpMethod.PUT, "/api/v1/users"),
                    new ForwardedRoute(HttpMethod.PUT, "/api/v1/users/{userId}/admin"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/coupons"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/coupons"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/coupons/{id}"),
                    new ForwardedRoute(HttpMethod.PATCH, "/api/v1/coupons/{id}"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/coupons/{id}/audit"),
                    new ForwardedRoute(
                            HttpMethod.GET, "/api/v1/coupons/{id}/audit/proofs/{sequence}"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/coupons/{id}/audit/leaves/{part}"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/receipt-keys"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/me/coupons"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/me/coupons/{couponId}/receipt"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/me/coupons/{couponId}/issue"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v2/me/coupons/{couponId}/issue"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/admin/coupons/{id}/balance"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/admin/coupons/{id}/queue"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/admin/coupons/{id}/export"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/exports/{ticket}"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/admin/actions"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/admin/dead-letters"),
                    new ForwardedRoute(HttpMethod.GET, "/api/v1/admin/dead-letters/{id}"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/admin/dead-letters/replay"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/admin/dead-letters/{id}/replay"),
                    new ForwardedRoute(HttpMethod.POST, "/api/v1/admin/dead-letters/{id}/discard"));

    /** For logs and metrics. */
    String id() {
        return method + " " + pattern;
    }
}
