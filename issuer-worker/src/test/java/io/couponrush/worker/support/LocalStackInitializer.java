package io.couponrush.worker.support;

import io.couponrush.localstack.DatabasePart;
import io.couponrush.localstack.LocalStack;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.Map;

/** Points a worker at the stack that all tests share. */
public final class LocalStackInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(properties()).applyTo(context);
    }

    /** All that a worker must be told, for tests that start one by hand. */
    public static Map<String, String> properties() {
        LocalStack stack = LocalStack.shared().up();
        DatabasePart database = stack.database();
        return Map.of(
                "spring.kafka.bootstrap-servers", stack.kafka().bootstrapServers(),
                "spring.data.redis.url", stack.redis().uri(),
                "spring.datasource.url", database.jdbcUrl(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "rush.auth.signing-key", TestKey.path().toString());
    }
}
