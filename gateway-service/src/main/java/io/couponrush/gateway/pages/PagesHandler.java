package io.couponrush.gateway.pages;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Sends pages and assets from memory; the framework answers 304 and leaves bodies off HEAD. */
final class PagesHandler {

    /**
     * A page runs its own scripts and talks to its own origin. Trusted types without a policy: no
     * script can turn text into markup, whatever text it was given.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    /** Short: after a new version a CDN must not go on with pages whose assets are gone. */
    private static final CacheControl PAGE =
            CacheControl.maxAge(Duration.ofSeconds(30)).cachePublic();

    private static final CacheControl ASSET =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** Among the codings that a client takes, and not with the weight zero. */
    private static final Pattern GZIP =
            Pattern.compile("(?:^|,)\\s*gzip\\s*(?:$|,|;\\s*q=(?:1|0\\.0*[1-9]))");

    private PagesHandler() {}

    static HandlerFunction<ServerResponse> page(SiteFile file) {
        return request ->
                send(
                        request,
                        file,
                        ServerResponse.ok()
                                .cacheControl(PAGE)
                                .header("Content-Security-Policy", POLICY)
                                .header("Cross-Origin-Opener-Policy", "same-origin")
                                .header(
                                        "Permissions-Policy",
                                        "camera=(), geolocation=(), microphone=()"));
    }

    /** An unknown name is never answered with another version: that would be cached for ever. */
    static HandlerFunction<ServerResponse> assets(Map<String, SiteFile> assets) {
        return request -> {
            SiteFile file = assets.get(request.pathVariable("file"));
            return file == null
                    ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND))
                    : send(request, file, ServerResponse.ok().cacheControl(ASSET));
        };
    }

    private static Mono<ServerResponse> send(
            ServerRequest request, SiteFile file, ServerResponse.BodyBuilder reply) {
        boolean gzip = acceptsGzip(request);
        if (gzip) {
            reply.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return reply.contentType(file.type())
                .eTag(gzip ? file.digest() + "-gzip" : file.digest())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .bodyValue(gzip ? file.gzipped() : file.plain());
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(codings -> GZIP.matcher(codings).find());
    }
}
