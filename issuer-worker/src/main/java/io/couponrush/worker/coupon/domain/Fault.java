package io.couponrush.worker.coupon.domain;

/**
 * Why something can't be done.
 *
 * @param field the part of the request that is to blame, as a JSON path
 * @param message what it must be
 */
public record Fault(String field, String message) {}
