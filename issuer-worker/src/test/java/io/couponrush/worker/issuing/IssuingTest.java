package io.couponrush.worker.issuing;

import io.couponrush.worker.intake.Intakes;
import io.couponrush.worker.support.WorkerApi;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a worker whose own intake is off, so that a test may run intakes of its own, and whose
 * database and Redis are reached through {@link Wire}s. All such classes share one worker; those
 * that cut its wires are {@link OutageTest}s.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "rush.intake.enabled=false",
            // looks at all coupons, and those of most tests are half made
            "rush.recovery.enabled=false",
            "rush.watch.enabled=false",
            "spring.datasource.hikari.data-source-properties.queryInterceptors="
                    + "io.couponrush.worker.issuing.SentStatements",
            // tests go through these themselves, on machines with much else to do
            "spring.datasource.hikari.connection-timeout=10000",
            "spring.data.redis.timeout=10s",
            // above the time-outs of Redis and Kafka together, as it must be
            "rush.announce.lease=60s",
        })
@ContextConfiguration(initializers = Wires.class)
@Import({Broker.class, Coupons.class, Intakes.class, WorkerApi.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IssuingTest {}
