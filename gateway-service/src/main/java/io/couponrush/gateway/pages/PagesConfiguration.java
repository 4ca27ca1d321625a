package io.couponrush.gateway.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.gateway.edge.Json;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.redis.RedisClock;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

@Configuration(proxyBeanMethods = false)
class PagesConfiguration {

    private static final String FILES = "classpath:io/couponrush/gateway/pages/site/*";

    /** One file that needs nothing else; scripts import it as {@code ./chart.js}. */
    private static final String CHARTS =
            "classpath*:META-INF/resources/webjars/chart.js/*/dist/chart.umd.min.js";

    private static final Map<String, String> PAGES =
            Map.of(
                    "/", "events.html",
                    "/coupons/{id}", "queue.html",
                    "/me", "me.html",
                    "/audit/{id}", "audit.html",
                    "/admin", "admin.html",
                    "/admin/coupons/{id}", "admin-event.html",
                    "/admin/dead-letters", "admin-letters.html",
                    "/admin/actions", "admin-actions.html");

    @Bean
    RouterFunction<ServerResponse> pages() throws IOException {
        Site site = new Site(sources());
        RouterFunctions.Builder routes = RouterFunctions.route();
        PAGES.forEach((path, content) -> both(routes, path, PagesHandler.page(site.page(content))));
        both(routes, "/assets/{file}", PagesHandler.assets(site.assets()));
        return routes.build();
    }

    /** What a countdown is corrected by: the clock of Redis, which decides whether it is time. */
    @Bean
    RouterFunction<ServerResponse> serverClock(RedisClock clock, Clock untilItIsHeard) {
        return RouterFunctions.route()
                .GET("/api/v3/clock", _ -> Mono.just(time(clock.instant(), untilItIsHeard)))
                .build();
    }

    private static ServerResponse time(@Nullable Instant heard, Clock otherwise) {
        Instant now = heard == null ? otherwise.instant() : heard;
        return JsonReply.json(200, Json.bytes(Map.of("now", now)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void both(
            RouterFunctions.Builder routes, String path, HandlerFunction<ServerResponse> handler) {
        routes.GET(path, handler).HEAD(path, handler);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
            sources.put(Objects.requireNonNull(file.getFilename()), file.getContentAsString(UTF_8));
        }
        for (Resource charts : new PathMatchingResourcePatternResolver().getResources(CHARTS)) {
            sources.put("chart.js", charts.getContentAsString(UTF_8));
        }
        return sources;
    }
}
