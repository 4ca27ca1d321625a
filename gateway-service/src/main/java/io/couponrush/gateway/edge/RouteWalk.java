package io.couponrush.gateway.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Collects method and path of a router function's routes, which are not nested here. */
final class RouteWalk implements RouterFunctions.Visitor {

    private final List<KnownRoutes.Route> found = new ArrayList<>();

    private RouteWalk() {}

    static List<KnownRoutes.Route> of(RouterFunction<?> function) {
        RouteWalk walk = new RouteWalk();
        function.accept(walk);
        return walk.found;
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
        Parts parts = new Parts();
        predicate.accept(parts);
        String pattern = parts.pattern;
        if (pattern == null || parts.methods.isEmpty()) {
            throw new IllegalStateException("not a method and a path: " + predicate);
        }
        parts.methods.forEach(method -> found.add(new KnownRoutes.Route(method, pattern)));
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        throw new IllegalStateException("a nested route: " + predicate);
    }

    @Override
    public void endNested(RequestPredicate predicate) {}

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
        throw new IllegalStateException("resources by a lookup: give them a path");
    }

    @Override
    public void attributes(Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> function) {
        throw new IllegalStateException("a route of unknown kind: " + function);
    }

    /** The parts of a predicate that is made of a method and a path and of nothing else. */
    private static final class Parts implements RequestPredicates.Visitor {

        private @Nullable String pattern;
        private Set<HttpMethod> methods = Set.of();

        @Override
        public void method(Set<HttpMethod> wanted) {
            methods = wanted;
        }

        @Override
        public void path(String wanted) {
            pattern = wanted;
        }

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void header(String name, String value) {}

        @Override
        public void queryParam(String name, String value) {}

        @Override
        public void version(String version) {}

        @Override
        @Deprecated
        @SuppressWarnings("removal") // abstract as long as it is there
        public void pathExtension(String extension) {
            unsupported();
        }

        @Override
        public void startOr() {
            unsupported();
        }

        @Override
        public void or() {
            unsupported();
        }

        @Override
        public void endOr() {
            unsupported();
        }

        @Override
        public void startNegate() {
            unsupported();
        }

        @Override
        public void endNegate() {
            unsupported();
        }

        @Override
        public void unknown(RequestPredicate predicate) {
            unsupported();
        }

        private static void unsupported() {
            throw new IllegalStateException("a route is a method and a path");
        }
    }
}
