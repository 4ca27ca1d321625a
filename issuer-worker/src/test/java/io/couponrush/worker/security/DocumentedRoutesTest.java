package io.couponrush.worker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The worker's routes against the document that the gateway serves. The gateway's own test holds
 * the document against what the gateway forwards; a route that was forgotten in both is found here.
 */
@WorkerTest
class DocumentedRoutesTest {

    private static final Path DOCUMENT =
            Path.of("../gateway-service/src/main/resources/openapi.yaml");

    /** For the inside: gateways fetch the keys themselves. */
    private static final Set<String> INSIDE = Set.of("GET /.well-known/jwks.json");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void everyRouteIsInTheDocumentOrForTheInside() throws IOException {
        Set<String> routes = WorkerRoutes.of(mappings);
        assertThat(routes).containsAll(INSIDE).hasSizeGreaterThan(10);
        routes.removeAll(INSIDE);

        assertThat(documented()).containsAll(routes);
    }

    private static Set<String> documented() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (Reader document = Files.newBufferedReader(DOCUMENT)) {
            Map<String, Map<String, Map<String, Object>>> top = new Yaml().load(document);
            top.getOrDefault("paths", Map.of())
                    .forEach(
                            (path, operations) ->
                                    operations
                                            .keySet()
                                            .forEach(
                                                    method ->
                                                            routes.add(
                                                                    method.toUpperCase(Locale.ROOT)
                                                                            + " "
                                                                            + path)));
        }
        return routes;
    }
}
