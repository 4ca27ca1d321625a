package io.couponrush.system.spike;

import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.measure.Latency;

import org.HdrHistogram.Histogram;

import java.util.Map;
import java.util.TreeMap;

/** Counts while the load runs. Used by the load's thread, read when it has ended. */
public final class Tally {

    private final Map<String, Long> claimAnswers = new TreeMap<>();
    private final Histogram claims = Latency.histogram();
    private final Histogram polls = Latency.histogram();
    private long lastClaimNanos;

    void add(Exchange exchange) {
        boolean claim = exchange.call() == Call.CLAIM;
        if (claim) {
            claimAnswers.merge(kind(exchange.told()), 1L, Long::sum);
            lastClaimNanos = exchange.answeredNanos();
        }
        Latency.record(claim ? claims : polls, exchange.answeredNanos() - exchange.sentNanos());
    }

    /** All answers to claims, a user's second and third included. */
    Map<String, Long> claimAnswers() {
        return claimAnswers;
    }

    Latency claims() {
        return Latency.of(claims);
    }

    Latency polls() {
        return Latency.of(polls);
    }

    long lastClaimNanos() {
        return lastClaimNanos;
    }

    /** What an answer counts as. */
    public static String kind(Told told) {
        return switch (told) {
            case Queued _ -> "QUEUED";
            case Issued _ -> "ISSUED";
            case Owned owned -> "ISSUED by " + owned.road();
            case Rejected rejected -> "REJECTED " + rejected.reason();
            case Failed _ -> "FAILED";
            case Refused refused -> refused.code();
            case TryLater later -> later.code();
            case Nothing nothing -> "no answer: " + nothing.why();
        };
    }
}
