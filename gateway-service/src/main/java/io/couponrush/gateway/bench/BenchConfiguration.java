package io.couponrush.gateway.bench;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.security.CurrentUser;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

/**
 * {@code GET /api/v3/bench/noop}: a whole request with its token check that does nothing. What a
 * claim costs is told in terms of it.
 */
@Configuration(proxyBeanMethods = false)
@Profile("bench")
class BenchConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> benchRoutes() {
        return route().GET("/api/v3/bench/noop", BenchConfiguration::noop).build();
    }

    private static Mono<ServerResponse> noop(ServerRequest request) {
        String body = "{\"userId\":" + CurrentUser.id(request) + "}";
        return Mono.just(JsonReply.json(200, body.getBytes(US_ASCII)));
    }
}
