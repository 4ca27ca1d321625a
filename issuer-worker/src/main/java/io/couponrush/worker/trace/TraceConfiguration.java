package io.couponrush.worker.trace;

import io.micrometer.tracing.Tracer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    ClaimTraces claimTraces(Tracer tracer) {
        return new ClaimTraces(tracer);
    }
}
