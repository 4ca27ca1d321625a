package io.couponrush.gateway.edge;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;

import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;

import java.time.Clock;
import java.util.stream.Stream;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * The gateway's own routes and those it forwards.
     *
     * @param functions lazy: this bean is made when the first request goes astray
     */
    @Bean
    @Lazy
    KnownRoutes knownRoutes(
            ObjectProvider<RouterFunction<?>> functions,
            ObjectProvider<KnownRoutes.Source> sources) {
        return new KnownRoutes(
                Stream.concat(
                        functions.stream().flatMap(function -> RouteWalk.of(function).stream()),
                        sources.stream().flatMap(source -> source.routes().stream())));
    }

    @Bean
    Misrouted misrouted(ObjectProvider<KnownRoutes> routes) {
        return new Misrouted(routes::getObject);
    }

    /** Before Spring Boot's own page of errors. */
    @Bean
    @Order(-2)
    GatewayErrors gatewayErrors(Misrouted misrouted) {
        return new GatewayErrors(misrouted);
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    @Bean
    NettyServerCustomizer unreadableRequests() {
        UnreadableRequests handler = new UnreadableRequests();
        return server ->
                server.doOnChannelInit(
                        (_, channel, _) ->
                                channel.pipeline()
                                        .addAfter(NettyPipeline.HttpCodec, null, handler));
    }

    @Bean
    RejectedRequests rejectedRequests(Misrouted misrouted) {
        return new RejectedRequests(misrouted);
    }

    /**
     * One event loop a core, shared by the HTTP server, its clients and Redis. Reactor's global
     * resources would tie two gateways in one process together: the first to stop ends the loops of
     * both.
     */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResourcesSupplier(
                () ->
                        LoopResources.create(
                                "gateway", Runtime.getRuntime().availableProcessors(), true));
        return factory;
    }
}
