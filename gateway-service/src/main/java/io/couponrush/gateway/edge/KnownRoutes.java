package io.couponrush.gateway.edge;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.Comparator;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every route that the gateway answers or forwards. Only looked at when a request was refused or
 * found no handler: it tells a wrong path from a wrong method.
 */
public final class KnownRoutes {

    /**
     * One way in.
     *
     * @param pattern of Spring's
     */
    public record Route(HttpMethod method, String pattern) {}

    /** A bean that knows routes which are no router functions. */
    public interface Source {

        List<Route> routes();
    }

    private static final PathPatternParser PARSER = PathPatternParser.defaultInstance;

    private final List<Route> routes;
    private final List<Parsed> parsed;

    KnownRoutes(Stream<Route> routes) {
        this.routes = routes.distinct().toList();
        this.parsed =
                this.routes.stream()
                        .map(route -> new Parsed(route.method, PARSER.parse(route.pattern)))
                        .toList();
    }

    /** All of them. */
    public List<Route> all() {
        return routes;
    }

    /** With which methods the path may be called; empty if there is no such path. */
    SequencedSet<HttpMethod> methods(PathContainer path) {
        return parsed.stream()
                .filter(route -> route.pattern.matches(path))
                .map(Parsed::method)
                .collect(
                        Collectors.toCollection(
                                () -> new TreeSet<>(Comparator.comparing(HttpMethod::name))));
    }

    private record Parsed(HttpMethod method, PathPattern pattern) {}
}
