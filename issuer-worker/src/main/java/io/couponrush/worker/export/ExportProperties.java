package io.couponrush.worker.export;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Limits of exports.
 *
 * @param ticketLife how long a ticket may be fetched, above zero
 * @param maxTickets that wait to be fetched, over all workers, at least 1; about, not to the last
 * @param maxRunning exports of this worker at once, at least 1; each has a database connection of
 *     its own
 * @param maxTime after which an export is cut off, above zero
 */
@ConfigurationProperties("rush.export")
record ExportProperties(
        @DefaultValue("60s") Duration ticketLife,
        @DefaultValue("100") int maxTickets,
        @DefaultValue("2") int maxRunning,
        @DefaultValue("10m") Duration maxTime) {

    ExportProperties {
        positive("ticket-life", ticketLife.toNanos());
        positive("max-tickets", maxTickets);
        positive("max-running", maxRunning);
        positive("max-time", maxTime.toNanos());
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("rush.export." + name + " must be above zero");
        }
    }
}
