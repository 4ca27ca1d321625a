package io.couponrush.worker.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs under a lock of Redisson that is named by its first argument. If the method is
 * transactional too, the lock is released after the commit.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface DistributedLock {

    /** Of the lock's name; locks of different names don't know each other. */
    String value();
}
