package io.couponrush.worker.issuing;

import org.springframework.test.context.TestPropertySource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@link IssuingTest} that cuts or freezes wires and waits until that is noticed, on a worker
 * whose bounds are within a test's patience. Servers that are there break them too on a machine
 * with much else to do, so what can do without belongs in an IssuingTest.
 */
@IssuingTest
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.connection-timeout=1500",
            "spring.datasource.hikari.data-source-properties.socketTimeout=2500",
            "spring.data.redis.timeout=2s",
        })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OutageTest {}
