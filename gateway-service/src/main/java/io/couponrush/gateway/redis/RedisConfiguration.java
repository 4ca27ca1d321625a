package io.couponrush.gateway.redis;

import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    @Bean(destroyMethod = "shutdown")
    ClientResources redisClientResources(ReactorResourceFactory reactor) {
        return ClientResources.builder()
                .eventLoopGroupProvider(
                        new SharedEventLoops(
                                reactor.getLoopResources().onServer(true),
                                Runtime.getRuntime().availableProcessors()))
                .nettyCustomizer(new FlushOncePerTurn())
                .build();
    }

    @Bean
    RedisClock redisClock(Clock clock) {
        return new RedisClock(clock);
    }

    @Bean
    Loop clockLoop(RedisLink link, GatewayMeters meters) {
        return new Loop("clock", Duration.ofSeconds(1), _ -> link.askTheTime(), meters);
    }

    @Bean
    RedisLink redisLink(
            ClientResources resources,
            RedisProperties properties,
            RedisClock redisClock,
            GatewayMeters meters) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false)
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .requestQueueSize(properties.queue())
                        .socketOptions(
                                SocketOptions.builder()
                                        .connectTimeout(properties.connectTimeout())
                                        .build())
                        .timeoutOptions(
                                TimeoutOptions.builder()
                                        .timeoutCommands(true)
                                        .timeoutSource(new ByKind(properties))
                                        .build())
                        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                        .build());
        RedisURI uri = RedisURI.create(properties.url());
        uri.setTimeout(properties.connectTimeout());
        RedisLink link =
                new RedisLink(
                        client,
                        uri,
                        redisClock,
                        properties.reconnectAfter(),
                        properties.readTimeout());
        meters.redisInUse(link::isConnected, link::underWay, properties.queue());
        return link;
    }

    /** In milliseconds. */
    private static final class ByKind extends TimeoutOptions.TimeoutSource {

        private final long read;
        private final long script;

        ByKind(RedisProperties properties) {
            this.read = properties.readTimeout().toMillis();
            this.script = properties.scriptTimeout().toMillis();
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return command.getType() == CommandType.EVALSHA || command.getType() == CommandType.EVAL
                    ? script
                    : read;
        }

        @Override
        public TimeUnit getTimeUnit() {
            return TimeUnit.MILLISECONDS;
        }
    }

    /** Lettuce flushes every command; under load that is one system call each. */
    private static final class FlushOncePerTurn implements NettyCustomizer {

        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline()
                    .addFirst(
                            new FlushConsolidationHandler(
                                    FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES,
                                    true));
        }
    }
}
