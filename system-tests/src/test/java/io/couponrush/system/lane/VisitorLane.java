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

/** A journey of somebody who wants a coupon, in a browser. */
@Inherited
@ExtendWith(LogsOnFailure.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("a visitor's browser")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface VisitorLane {}
