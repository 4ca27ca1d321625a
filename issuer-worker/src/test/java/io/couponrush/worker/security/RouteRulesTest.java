package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.Set;
import java.util.stream.Collectors;

/** The rules against the routes that there are, so that neither is forgotten. */
@WorkerTest
class RouteRulesTest {

    /** Open to all. A route that joins them does so on purpose. */
    private static final Set<String> OPEN =
            Set.of(
                    "GET /.well-known/jwks.json",
                    "GET /api/v1/coupons",
                    "GET /api/v1/coupons/{id}",
                    "GET /api/v1/coupons/{id}/audit",
                    "GET /api/v1/coupons/{id}/audit/leaves/{part}",
                    "GET /api/v1/coupons/{id}/audit/proofs/{sequence}",
                    "GET /api/v1/receipt-keys",
                    "GET /api/v1/exports/{ticket}",
                    "POST /api/v1/auth/signin",
                    "POST /api/v1/auth/signup");

    @Autowired WorkerApi api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void everyRouteHasARuleAndOnlyTheseAreOpen() {
        Set<String> routes = WorkerRoutes.of(mappings);

        assertThat(routes).hasSizeGreaterThan(OPEN.size()).containsAll(OPEN);
        assertThat(routes)
                .allSatisfy(route -> assertThat(status(api.admin(), route)).isNotIn(401, 403));
        assertThat(
                        routes.stream()
                                .filter(route -> status(api.anybody(), route) != 401)
                                .collect(Collectors.toSet()))
                .isEqualTo(OPEN);
    }

    private static int status(RestTestClient client, String route) {
        int space = route.indexOf(' ');
        return client.method(HttpMethod.valueOf(route.substring(0, space)))
                .uri(route.substring(space + 1).replaceAll("\\{.*?}", "9007199254740991"))
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }
}
