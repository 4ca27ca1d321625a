package io.couponrush.gateway.forward;

import io.couponrush.gateway.edge.KnownRoutes;
import io.netty.channel.ChannelOption;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.client.ReactorResourceFactory;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
class ForwardConfiguration {

    @Bean
    RouteLocator forwardedRoutes(
            RouteLocatorBuilder locator, @Value("${rush.worker.url}") String worker) {
        RouteLocatorBuilder.Builder routes = locator.routes();
        for (ForwardedRoute forwarded : ForwardedRoute.ALL) {
            routes.route(
                    forwarded.id(),
                    route ->
                            route.method(forwarded.method())
                                    .and()
                                    .path(false, forwarded.pattern())
                                    .uri(worker));
        }
        return routes.build();
    }

    /** Spring Cloud Gateway's own factory cannot bound the queue before its pool. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider workerConnections(ForwardProperties properties) {
        return ConnectionProvider.builder("worker")
                .maxConnections(properties.maxConnections())
                .pendingAcquireMaxCount(properties.maxWaiting())
                .pendingAcquireTimeout(properties.waitTimeout())
                .maxIdleTime(properties.maxIdle())
                .lifo()
                .build();
    }

    /**
     * Takes the place of Spring Cloud Gateway's client. Never sends a request twice by itself: the
     * first try of a POST may have been carried out.
     */
    @Bean
    HttpClient workerClient(
            ConnectionProvider connections,
            ForwardProperties properties,
            ReactorResourceFactory reactor) {
        return HttpClient.create(connections)
                .runOn(reactor.getLoopResources())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()))
                .responseTimeout(properties.responseTimeout())
                .disableRetry(true);
    }

    @Bean
    KnownRoutes.Source forwardedRouteNames() {
        return () ->
                ForwardedRoute.ALL.stream()
                        .map(route -> new KnownRoutes.Route(route.method(), route.pattern()))
                        .toList();
    }

    @Bean
    ForwardedHeaders forwardedHeaders(Environment environment) {
        return new ForwardedHeaders(environment.acceptsProfiles(Profiles.of("load-test")));
    }

    @Bean
    BodyCap bodyCap(ForwardProperties properties) {
        return new BodyCap(properties.maxBody());
    }

    @Bean
    UpstreamFailures upstreamFailures() {
        return new UpstreamFailures();
    }
}
