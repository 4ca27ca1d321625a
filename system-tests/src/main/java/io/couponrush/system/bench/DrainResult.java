package io.couponrush.system.bench;

/**
 * The worker against a backlog, and a bare batch insert of as many rows into an equal table.
 *
 * @param backlog messages that waited, each time
 * @param rows committed in the end, of both backlogs
 * @param drainPerSecond after the worker was frozen
 * @param outagePerSecond after its database was away, from the first row on
 */
record DrainResult(
        long backlog,
        long rows,
        double drainPerSecond,
        double outagePerSecond,
        double barePerSecond) {}
