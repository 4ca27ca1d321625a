package io.couponrush.system.lane;

import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A journey on a product of its own. Servers that are named by the environment are one set, and two
 * products can't share it.
 */
@Inherited
@DisabledIfEnvironmentVariable(
        named = "RUSH_KAFKA_BOOTSTRAP",
        matches = ".+",
        disabledReason = OwnLane.SHARED)
@DisabledIfEnvironmentVariable(
        named = "RUSH_REDIS_URI",
        matches = ".+",
        disabledReason = OwnLane.SHARED)
@DisabledIfEnvironmentVariable(
        named = "RUSH_JDBC_URL",
        matches = ".+",
        disabledReason = OwnLane.SHARED)
@Execution(ExecutionMode.CONCURRENT)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnLane {

    String SHARED = "another product uses the servers of the environment";
}
