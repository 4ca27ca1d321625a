package io.couponrush.worker.receipt.domain;

/**
 * How many places there are.
 *
 * @param places in all, the taken ones without a coupon included
 */
public record Tally(long places, long issued, long vacant) {}
