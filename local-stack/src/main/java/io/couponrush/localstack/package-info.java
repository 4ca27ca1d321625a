/** A real Kafka broker, Redis and MySQL-protocol database for development and for every test. */
@NullMarked
package io.couponrush.localstack;

import org.jspecify.annotations.NullMarked;
