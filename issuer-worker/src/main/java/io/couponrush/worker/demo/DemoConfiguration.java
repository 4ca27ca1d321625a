package io.couponrush.worker.demo;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** Nothing in the worker knows of this package: without the profile it isn't there. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {

    private static final String INTAKE = "intake";
    private static final int ROWS_PER_SECOND = 20;

    @Bean
    static BeanPostProcessor pacedIntake(Environment environment) {
        return new PacedIntake(
                new Pace(
                        environment.getProperty(
                                "rush.demo.rows-per-second", Integer.class, ROWS_PER_SECOND)));
    }

    private record PacedIntake(Pace pace) implements BeanPostProcessor {

        @Override
        @SuppressWarnings("unchecked") // the one container here takes bytes
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (name.equals(INTAKE)
                    && bean instanceof AbstractMessageListenerContainer<?, ?> intake) {
                ((AbstractMessageListenerContainer<byte[], byte[]>) intake)
                        .setBatchInterceptor(pace);
            }
            return bean;
        }
    }
}
