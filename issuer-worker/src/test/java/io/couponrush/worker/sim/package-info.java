/**
 * One thread's world of its own: a virtual clock, and Redis, Kafka and a database that fail by
 * seed.
 */
@NullMarked
package io.couponrush.worker.sim;

import org.jspecify.annotations.NullMarked;
