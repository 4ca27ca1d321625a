package io.couponrush.gateway.drill;

import io.couponrush.crash.CrashPoints;
import io.couponrush.gateway.handoff.Handoff;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

import java.time.Clock;
import java.time.Duration;

/** Nothing in the gateway knows of this package: without the profile it isn't there. */
@Configuration(proxyBeanMethods = false)
@Profile("drill")
class DrillConfiguration {

    @Bean
    CrashPoints crashPoints() {
        return new CrashPoints();
    }

    @Bean
    CrashEndpoint crashEndpoint(CrashPoints points) {
        return new CrashEndpoint(points);
    }

    @Bean
    static BeanPostProcessor crashingHandoff(ObjectProvider<CrashPoints> points) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Handoff handoff
                        ? new CrashingHandoff(handoff, points.getObject())
                        : bean;
            }
        };
    }

    /**
     * A machine whose clock is wrong.
     *
     * @param offset ahead of the truth, negative for behind
     */
    @Bean
    @Primary
    Clock drillClock(@Value("${rush.drill.clock-offset:0s}") Duration offset) {
        return Clock.offset(Clock.systemUTC(), offset);
    }
}
