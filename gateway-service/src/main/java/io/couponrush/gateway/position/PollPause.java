package io.couponrush.gateway.position;

import io.couponrush.gateway.edge.RetryAfter;

import org.jspecify.annotations.Nullable;

/** When somebody in the queue should ask again: the further away, the later, and never in step. */
final class PollPause {

    private static final int LONGEST = 30;

    /** Without a measured rate: a thousand claims a second is slow for this product. */
    private static final long GUESSED_RATE = 1000;

    private PollPause() {}

    /**
     * @param ahead claims before this one, from 0
     * @param eta seconds until it is settled, null if unknown
     * @return seconds, 1 to 45: a half of the expected wait, stretched at random by up to a half
     */
    static int seconds(long ahead, @Nullable Long eta) {
        long expected = eta == null ? ahead / GUESSED_RATE : eta;
        int pause = Math.clamp(expected / 2, 1, LONGEST);
        return RetryAfter.seconds(pause, pause + Math.max(1, pause / 2));
    }
}
