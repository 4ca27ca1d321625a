package io.couponrush.localstack.product;

import java.time.Duration;

/**
 * A part is up.
 *
 * @param took until it answered
 */
public record Started(String part, String version, Duration took) {}
