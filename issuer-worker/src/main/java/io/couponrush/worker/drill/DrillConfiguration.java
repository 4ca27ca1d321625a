package io.couponrush.worker.drill;

import io.couponrush.crash.CrashPoints;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.support.KafkaUtils;

import java.time.Clock;
import java.time.Duration;

/** Nothing in the worker knows of this package: without the profile it isn't there. */
@Configuration(proxyBeanMethods = false)
@Profile("drill")
class DrillConfiguration {

    private static final String INTAKE = "intake";

    @Bean
    CrashPoints crashPoints() {
        return new CrashPoints();
    }

    @Bean
    CrashEndpoint crashEndpoint(CrashPoints points) {
        return new CrashEndpoint(points);
    }

    @Bean
    IntakeEndpoint intakeEndpoint(@Qualifier(INTAKE) Lifecycle intake) {
        return new IntakeEndpoint(intake);
    }

    /** Spring Boot gives it to the transaction manager. */
    @Bean
    CrashAroundCommit crashAroundCommit(CrashPoints points) {
        return new CrashAroundCommit(points, () -> KafkaUtils.getConsumerGroupId() != null);
    }

    @Bean
    static BeanPostProcessor crashBeforeOffset(ObjectProvider<CrashPoints> points) {
        return new BeanPostProcessor() {
            @Override
            @SuppressWarnings("unchecked") // the one container here takes bytes
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (name.equals(INTAKE)
                        && bean instanceof AbstractMessageListenerContainer<?, ?> intake) {
                    ((AbstractMessageListenerContainer<byte[], byte[]>) intake)
                            .setBatchInterceptor(new CrashBeforeOffset(points.getObject()));
                }
                return bean;
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
