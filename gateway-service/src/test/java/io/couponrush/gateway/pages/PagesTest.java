package io.couponrush.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

class PagesTest {

    private static final Pattern REFERENCE =
            Pattern.compile("[\"'(](/assets/|\\./)([a-z-]+\\.[0-9a-f]{12}\\.(?:js|css|svg))[\"')]");

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/coupons/1",
                "/coupons/999999",
                "/me",
                "/audit/1",
                "/admin",
                "/admin/coupons/1",
                "/admin/dead-letters",
                "/admin/actions"
            })
    void aPageMayBeCachedBrieflyAndRunsNothingButItsOwnFiles(String path) throws Exception {
        HttpResponse<byte[]> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("max-age=30, public");
        assertThat(header(page, "Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self';",
                        "connect-src 'self';",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "data:", "http");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        String html = new String(page.body(), UTF_8);
        assertThat(html).startsWith("<!doctype html>").contains("<main", "<title>");
        assertThat(html)
                .as("nothing inline, nothing from elsewhere")
                .doesNotContain("<style", " style=", "javascript:", "http:", "https:", "<!-- ")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+\\s*=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/coupons/1",
                "/me",
                "/audit/1",
                "/admin",
                "/admin/coupons/1",
                "/admin/dead-letters",
                "/admin/actions"
            })
    void whateverAPageLoadsIsNamedByItsContentAndKeptForEver(String path) throws Exception {
        Map<String, HttpResponse<byte[]>> files = assetsOf(path);

        assertThat(files).hasSizeGreaterThan(10);
        files.forEach(
                (name, file) -> {
                    assertThat(file.statusCode()).as(name).isEqualTo(200);
                    assertThat(header(file, "Cache-Control"))
                            .isEqualTo("max-age=31536000, public, immutable");
                    assertThat(header(file, "Content-Type"))
                            .isEqualToIgnoringCase(
                                    switch (name.substring(name.lastIndexOf('.'))) {
                                                case ".js" -> "text/javascript";
                                                case ".css" -> "text/css";
                                                default -> "image/svg+xml";
                                            }
                                            + ";charset=UTF-8");
                    assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
                    assertThat(name).contains("." + ContentDigest.of(file.body()) + ".");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/coupons/1", "/me", "/audit/1"})
    void aPageWithAllThatItLoadsIsSmall(String path) throws Exception {
        long bytes = sendGzip(path).body().length;
        for (String name : assetsOf(path).keySet()) {
            HttpResponse<byte[]> file = sendGzip("/assets/" + name);
            assertThat(header(file, "Content-Encoding")).isEqualTo("gzip");
            bytes += file.body().length;
        }

        assertThat(bytes).isBetween(5_000L, 99_999L);
    }

    /** The library and the desk's words and styles are for admins. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/coupons/1", "/me"})
    void whatOnlyTheDeskNeedsNoVisitorLoads(String path) throws Exception {
        assertThat(assetsOf(path).keySet())
                .noneMatch(name -> name.startsWith("chart.") || name.startsWith("admin"));
        assertThat(assetsOf("/admin/coupons/1").keySet())
                .anyMatch(name -> name.startsWith("chart."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/me"})
    void bothEncodingsSayTheSameUnderTagsOfTheirOwn(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path);
        HttpResponse<byte[]> gzipped = sendGzip(path);

        assertThat(header(gzipped, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(gzipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @ParameterizedTest
    @CsvSource({"gzip;q=0", "br", "identity"})
    void gzipIsSentToThoseWhoTakeIt(String accepted) throws Exception {
        HttpResponse<byte[]> page = send("GET", "/", Map.of("Accept-Encoding", accepted));

        assertThat(page.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void aKnownPageIsNotSentAgain() throws Exception {
        String tag = header(get("/"), "ETag");

        HttpResponse<byte[]> again = send("GET", "/", Map.of("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
    }

    @Test
    void headIsGetWithoutABody() throws Exception {
        HttpResponse<byte[]> head = send("HEAD", "/me", Map.of());
        HttpResponse<byte[]> get = get("/me");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(get, "ETag"));
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
    }

    /** Another version's content under this name would be believed for a year. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/style.000000000000.css",
                "/assets/style.css",
                "/assets/frame.html",
                "/assets/Site.class"
            })
    void anUnknownNameIsAProblemThatNobodyKeeps(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                .doesNotContain("immutable");
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        HttpResponse<byte[]> answer = send("POST", "/me", Map.of());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void theClockTellsTheTimeToEverybody() throws Exception {
        Instant before = Instant.now();
        HttpResponse<byte[]> answer = get("/api/v3/clock");
        Instant now =
                Instant.parse(
                        JsonMapper.shared().readTree(answer.body()).required("now").asString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(now).isBetween(before, before.plus(Duration.ofMinutes(1)));
    }

    private static Map<String, HttpResponse<byte[]>> assetsOf(String page) throws Exception {
        Map<String, HttpResponse<byte[]>> found = new LinkedHashMap<>();
        Deque<HttpResponse<byte[]>> unread = new ArrayDeque<>();
        unread.add(get(page));
        while (!unread.isEmpty()) {
            Matcher references = REFERENCE.matcher(new String(unread.pop().body(), UTF_8));
            while (references.find()) {
                String name = references.group(2);
                if (!found.containsKey(name)) {
                    HttpResponse<byte[]> file = get("/assets/" + name);
                    found.put(name, file);
                    unread.add(file);
                }
            }
        }
        return found;
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
        return answer.headers().firstValue(name).orElseThrow();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, Map.of());
    }

    private static HttpResponse<byte[]> sendGzip(String path) throws Exception {
        return send("GET", path, Map.of("Accept-Encoding", "gzip, deflate, br"));
    }

    private static HttpResponse<byte[]> send(
            String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri(path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return TestGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
