package io.couponrush.worker.announce;

/** What {@code write-gate.lua} did; its head says what each means. */
enum GateOutcome {
    CREATED,
    UPDATED,
    CURRENT,
    STALE,
    MISSING,
    FOREIGN,
    MOVED
}
