package io.couponrush.gateway.http;

import io.netty.channel.ChannelOption;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    ConnectionCap connectionCap(HttpProperties limits) {
        return new ConnectionCap(limits.maxConnections());
    }

    @Bean
    Farewell farewell(ApplicationContext application, HttpProperties limits) {
        return new Farewell(application, limits.farewell());
    }

    /** Reactor Netty's own defaults wait for ever for the rest of a half-sent header. */
    @Bean
    NettyServerCustomizer httpLimits(HttpProperties limits, ConnectionCap cap) {
        return server ->
                server.idleTimeout(limits.idleTimeout())
                        .readTimeout(limits.readTimeout())
                        .requestTimeout(limits.requestTimeout())
                        .option(ChannelOption.SO_BACKLOG, limits.backlog())
                        .doOnChannelInit(cap)
                        .mapHandle(new NextTurn());
    }
}
