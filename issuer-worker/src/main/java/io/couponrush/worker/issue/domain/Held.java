package io.couponrush.worker.issue.domain;

import java.time.Instant;

/**
 * A row that a user has.
 *
 * @param issuedAt the time written in it
 * @param ticketed whether it came through the gate, with a ticket
 */
public record Held(Instant issuedAt, boolean ticketed) {}
