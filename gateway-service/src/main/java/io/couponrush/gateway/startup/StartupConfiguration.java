package io.couponrush.gateway.startup;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@Profile("prod")
class StartupConfiguration {

    @Bean
    static ProductionGuard productionGuard(Environment environment) {
        return new ProductionGuard(environment);
    }
}
