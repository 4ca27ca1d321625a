package io.couponrush.gateway.edge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import reactor.netty.resources.LoopResources;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
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
