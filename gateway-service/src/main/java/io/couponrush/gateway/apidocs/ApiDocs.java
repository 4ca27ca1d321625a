package io.couponrush.gateway.apidocs;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Serves the document and the few files of its page; whatever else is asked for is not there. */
final class ApiDocs {

    /** The page runs its own scripts and reads its own origin; nothing inline, nobody else. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType SCRIPT =
            MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private final File document = new File(new ClassPathResource("openapi.yaml"), YAML);
    private final File page = new File(own("index.html"), HTML);
    private final Map<String, File> files;

    ApiDocs() {
        String library = "META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
        this.files =
                Map.of(
                        "start.js", new File(own("start.js"), SCRIPT),
                        "swagger-ui-bundle.js", file(library + "swagger-ui-bundle.js", SCRIPT),
                        "swagger-ui.css", file(library + "swagger-ui.css", CSS),
                        "favicon-32x32.png",
                                file(library + "favicon-32x32.png", MediaType.IMAGE_PNG));
    }

    Mono<ServerResponse> document(ServerRequest request) {
        return send(document);
    }

    Mono<ServerResponse> page(ServerRequest request) {
        return send(page);
    }

    Mono<ServerResponse> file(ServerRequest request) {
        File file = files.get(request.pathVariable("file"));
        return file == null
                ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND))
                : send(file);
    }

    private static Mono<ServerResponse> send(File file) {
        return ServerResponse.ok()
                .contentType(file.type)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .header("Content-Security-Policy", POLICY)
                .bodyValue(file.resource);
    }

    private static File file(String path, MediaType type) {
        return new File(new ClassPathResource(path), type);
    }

    private static Resource own(String name) {
        return new ClassPathResource(name, ApiDocs.class);
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in = new ClassPathResource(WEBJAR).getInputStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private record File(Resource resource, MediaType type) {}
}
