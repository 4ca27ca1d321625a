package io.couponrush.worker.lab;

import io.couponrush.worker.support.WorkerTest;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A worker with the lab, whose locks end with the work and not before it. All such classes share
 * one.
 */
@WorkerTest
@ActiveProfiles({"lab", "load-test"})
@TestPropertySource(properties = {"rush.lab.lock-lease=1m", "rush.lab.spin-lease=1m"})
@Import(LabBench.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabTest {}
