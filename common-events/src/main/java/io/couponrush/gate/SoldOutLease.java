package io.couponrush.gate;

import java.time.Duration;

/**
 * How long "sold out" may be remembered, and what follows from it for whoever adds to the stock.
 * Were new stock to count at once, some gateways would give it to users who ask now while others
 * still turned away users who asked before.
 */
public final class SoldOutLease {

    /** No gateway believes its memory for longer. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    /**
     * From a raise of the total, or a slot's return, until it counts as stock: twice the lease,
     * because the clocks of Redis and of the gateways run each for themselves.
     */
    public static final Duration STOCK_DELAY = LONGEST.multipliedBy(2);

    private SoldOutLease() {}
}
