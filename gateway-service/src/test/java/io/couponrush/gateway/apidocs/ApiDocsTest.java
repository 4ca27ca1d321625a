package io.couponrush.gateway.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.edge.KnownRoutes;
import io.couponrush.gateway.edge.ProblemCode;
import io.couponrush.gateway.testing.TestGateway;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ApiDocsTest {

    /** Pages for people, their scripts and styles: not part of the API. */
    private static final Set<String> PAGES =
            Set.of(
                    "GET /docs/{file}",
                    "GET /",
                    "HEAD /",
                    "GET /coupons/{id}",
                    "HEAD /coupons/{id}",
                    "GET /me",
                    "HEAD /me",
                    "GET /audit/{id}",
                    "HEAD /audit/{id}",
                    "GET /admin",
                    "HEAD /admin",
                    "GET /admin/coupons/{id}",
                    "HEAD /admin/coupons/{id}",
                    "GET /admin/dead-letters",
                    "HEAD /admin/dead-letters",
                    "GET /admin/actions",
                    "HEAD /admin/actions",
                    "GET /assets/{file}",
                    "HEAD /assets/{file}");

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theDocumentIsValid() throws Exception {
        SwaggerParseResult parsed = parsed();

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    }

    @Test
    void theDocumentListsEveryRouteAndNoOther() throws Exception {
        Set<String> known = new TreeSet<>();
        for (KnownRoutes.Route route : gateway.bean(KnownRoutes.class).all()) {
            known.add(route.method() + " " + route.pattern());
        }
        assertThat(known).as("else they need not be left out").containsAll(PAGES);
        known.removeAll(PAGES);

        assertThat(operations()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(known).as("or the walk found nothing").hasSizeGreaterThan(12);
    }

    @Test
    void theDocumentKnowsEveryProblemCodeOfTheGateway() throws Exception {
        String document = get("/openapi.yaml").body();

        for (ProblemCode code : ProblemCode.values()) {
            assertThat(document).contains("- " + code.name() + "\n");
        }
    }

    /** What the document calls open is open, and everything else wants a token. */
    @Test
    void theDocumentsSecurityIsTheGateways() throws Exception {
        OpenAPI document = parsed().getOpenAPI();
        for (var path : document.getPaths().entrySet()) {
            String uri = path.getKey().replaceAll("\\{[a-zA-Z]+}", "1");
            for (var operation : path.getValue().readOperationsMap().entrySet()) {
                List<SecurityRequirement> security = operation.getValue().getSecurity();
                assertThat(security).as(path.getKey() + " says who may").isNotNull();
                HttpRequest request =
                        HttpRequest.newBuilder(gateway.uri(uri))
                                .method(
                                        operation.getKey().name(),
                                        HttpRequest.BodyPublishers.noBody())
                                .build();
                int status =
                        TestGateway.HTTP
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();

                assertThat(status == 401)
                        .as("%s %s without a token: %d", operation.getKey(), uri, status)
                        .isEqualTo(!security.isEmpty());
            }
        }
    }

    @Test
    void thePageRunsOnlyItsOwnFiles() throws Exception {
        HttpResponse<String> page = get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<script>", "<style", " on", "http:", "https:");
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        List<String> found = new ArrayList<>();
        while (links.find()) {
            found.add(links.group(1));
        }
        assertThat(found).contains("/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css");
        for (String link : found) {
            HttpResponse<String> file = get(link);
            assertThat(file.statusCode()).as(link).isEqualTo(200);
            assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    private static Set<String> operations() throws Exception {
        Set<String> found = new TreeSet<>();
        parsed().getOpenAPI()
                .getPaths()
                .forEach(
                        (path, item) -> {
                            for (PathItem.HttpMethod method : item.readOperationsMap().keySet()) {
                                found.add(method + " " + path);
                            }
                        });
        return found;
    }

    private static SwaggerParseResult parsed() throws Exception {
        ParseOptions options = new ParseOptions();
        options.setValidateInternalRefs(true);
        return new OpenAPIV3Parser().readContents(get("/openapi.yaml").body(), List.of(), options);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return TestGateway.HTTP.send(
                HttpRequest.newBuilder(gateway.uri(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
