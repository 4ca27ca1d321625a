package io.couponrush.worker.support;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts the whole worker on random ports against the real Kafka, Redis and database of {@code
 * LocalStack.shared()}. Classes that add nothing of their own share one worker.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // looks at all coupons, and those of most tests are half made
            "rush.recovery.enabled=false",
            "rush.watch.enabled=false",
            // tests go through these themselves, on machines with much else to do
            "spring.data.redis.timeout=10s",
            "rush.accounts.hashing-patience=30s",
            // above the time-outs of Redis and Kafka together, as it must be
            "rush.announce.lease=60s",
        })
@ContextConfiguration(initializers = LocalStackInitializer.class)
@Import(WorkerApi.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WorkerTest {}
