package io.couponrush.gateway.gate;

import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.RedisLink;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    @Bean
    RedisGate redisGate(RedisLink link, GatewayMeters meters) {
        return new RedisGate(link, meters);
    }

    @Bean
    Watch gateWatch(
            RedisGate redis,
            GateProperties properties,
            ObjectProvider<GateWatch.Observer> observers) {
        return new Watch(redis, properties, observers, System::nanoTime);
    }

    @Bean
    Loop gateLoop(Watch watch, GateProperties properties, GatewayMeters meters) {
        return new Loop("gates", properties.refreshEvery(), _ -> watch.refresh(), meters);
    }

    @Bean
    Gate gate(RedisGate redis, Watch watch, GatewayMeters meters) {
        return new Gate(redis, watch, meters);
    }
}
