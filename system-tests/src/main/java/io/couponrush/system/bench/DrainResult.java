package io.couponrush.system.bench;

/**
 * The worker against a backlog, and a bare batch insert of as many rows into an equal table.
 *
 * @param backlog messages that waited
 * @param rows committed in the end
 */
record DrainResult(long backlog, long rows, double drainPerSecond, double barePerSecond) {}
