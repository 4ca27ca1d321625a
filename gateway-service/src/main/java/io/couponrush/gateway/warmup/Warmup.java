package io.couponrush.gateway.warmup;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.loop.Loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Rehearses once before each opening. Its state is already everywhere: the gate has been in Redis
 * and the coupon in this gateway's memory since the coupon was announced. What is cold is the code,
 * and a JVM that has answered nothing yet refused 522 of 2,000 who came at once.
 */
final class Warmup {

    private static final Logger log = LoggerFactory.getLogger(Warmup.class);

    private final Catalogue catalogue;
    private final Rehearsal rehearsal;
    private final Duration ahead;
    private final Clock clock;

    /** Up to which openings are rehearsed for. For the loop's thread. */
    private Instant rehearsedUntil = Instant.MIN;

    Warmup(Catalogue catalogue, Rehearsal rehearsal, Duration ahead, Clock clock) {
        this.catalogue = catalogue;
        this.rehearsal = rehearsal;
        this.ahead = ahead;
        this.clock = clock;
    }

    /** Looks whether it is time. */
    void round(Loop loop) {
        Instant now = clock.instant();
        CouponAnnounced next = catalogue.nextOpening(now, now.plus(ahead));
        if (next == null || !next.opensAt().isAfter(rehearsedUntil)) {
            return;
        }
        Rehearsal.Result result = rehearsal.run(loop);
        // one opening a minute needs no rehearsal a minute: the code stays warm
        rehearsedUntil = now.plus(ahead);
        log.info(
                "warmed up for coupon {}, which opens at {}: {} rounds in {} ms, the first hundred"
                        + " took {} ms, the last {} ms",
                next.couponId(),
                next.opensAt(),
                result.rounds(),
                result.took().toMillis(),
                result.firstHundred().toMillis(),
                result.lastHundred().toMillis());
    }
}
