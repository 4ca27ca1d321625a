package io.couponrush.gateway.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What to answer where no route leads: 404, or 405 with the methods that would do. */
public final class Misrouted {

    private static final JsonReply NO_SUCH_PAGE =
            Problem.of(ProblemCode.NOT_FOUND, "The routes are listed at /openapi.yaml.").reply();

    private final Supplier<KnownRoutes> routes;

    /**
     * @param routes asked for late: security is built before all routes are known
     */
    Misrouted(Supplier<KnownRoutes> routes) {
        this.routes = routes;
    }

    /**
     * @return null if both path and method are known, so that something else is wrong
     */
    public @Nullable JsonReply answer(ServerWebExchange exchange) {
        Set<HttpMethod> allowed =
                routes.get().methods(exchange.getRequest().getPath().pathWithinApplication());
        if (allowed.isEmpty()) {
            return NO_SUCH_PAGE;
        }
        if (allowed.contains(exchange.getRequest().getMethod())) {
            return null;
        }
        String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "Use " + names + ".")
                .reply()
                .header(HttpHeaders.ALLOW, names);
    }
}
