package io.couponrush.system.lane;

import io.couponrush.system.journey.LogsOnFailure;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A journey of a program, or a short one of a browser for which the other lanes are too full. */
@Inherited
@ExtendWith(LogsOnFailure.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the shared product")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ProductLane {}
