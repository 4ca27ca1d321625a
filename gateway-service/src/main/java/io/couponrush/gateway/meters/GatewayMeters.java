package io.couponrush.gateway.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every meter of the gateway.
 *
 * <ul>
 *   <li>{@code rush.claims{version=v3,answer=…}} counts answered claims, each once: the sum over
 *       {@code answer} is the number of claims that were answered.
 *   <li>{@code rush.admission} times the admission script; its count is the number of times Redis
 *       was asked to decide, so claims answered from memory are claims minus this count.
 *   <li>{@code rush.handoff} times publishing, from sending to the broker's ack or its absence.
 *   <li>{@code rush.gate.reads} counts reads of a coupon's gate for progress, settle rates and the
 *       sold-out memory: it grows with time and watched coupons, never with the number of people
 *       asking.
 *   <li>{@code rush.ticket.reads} counts tickets read from Redis, for polls and for streams.
 *   <li>{@code rush.streams} is the number of open ticket streams.
 *   <li>{@code rush.warmup.rounds} counts rehearsed claims: it grows by some thousand in the ten
 *       minutes before a coupon opens, and stands still otherwise.
 *   <li>{@code rush.loop.silence{loop=…}} is the number of seconds since a loop in the background
 *       last went round in order: a second or two; one that grows does its work no longer.
 * </ul>
 */
public final class GatewayMeters {

    /** How a claim was answered; the lower-case names are tag values. */
    public enum Answer {
        ADMITTED,
        EXISTING,
        SOLD_OUT,
        NOT_OPEN,
        CLOSED,
        PAUSED,
        NOT_FOUND,
        UNAVAILABLE,
        UNCONFIRMED,
        OVERLOADED
    }

    private final Map<Answer, Counter> claims = new EnumMap<>(Answer.class);
    private final Timer admission;
    private final Timer handoff;
    private final Counter gateReads;
    private final Counter ticketReads;
    private final AtomicInteger streams = new AtomicInteger();

    private final Counter rehearsals;

    private final MeterRegistry registry;

    public GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Answer answer : Answer.values()) {
            claims.put(
                    answer,
                    Counter.builder("rush.claims")
                            .description("Claims by the answer given")
                            .tag("version", "v3")
                            .tag("answer", answer.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        admission =
                Timer.builder("rush.admission")
                        .description("Calls of the admission script")
                        .publishPercentileHistogram()
                        .register(registry);
        handoff =
                Timer.builder("rush.handoff")
                        .description("From publishing an issue request to the broker's ack")
                        .publishPercentileHistogram()
                        .register(registry);
        gateReads =
                Counter.builder("rush.gate.reads")
                        .description("Reads of a coupon's gate for progress and settle rates")
                        .register(registry);
        ticketReads =
                Counter.builder("rush.ticket.reads")
                        .description("Tickets read from Redis, for polls and for streams")
                        .register(registry);
        rehearsals =
                Counter.builder("rush.warmup.rounds")
                        .description("Claims rehearsed before a coupon opens")
                        .register(registry);
        Gauge.builder("rush.streams", streams, AtomicInteger::get)
                .description("Open ticket streams")
                .register(registry);
    }

    public void claim(Answer answer) {
        Counter counter = claims.get(answer);
        if (counter != null) {
            counter.increment();
        }
    }

    public Timer admission() {
        return admission;
    }

    public Timer handoff() {
        return handoff;
    }

    /** To be called once a read. */
    public void gateRead() {
        gateReads.increment();
    }

    /** To be called once a read, with the number of tickets it read. */
    public void ticketsRead(int tickets) {
        ticketReads.increment(tickets);
    }

    /** To be called with the number of claims that were rehearsed. */
    public void rehearsed(int rounds) {
        rehearsals.increment(rounds);
    }

    /**
     * @param loop a tag value; one of a small fixed set
     */
    public Heartbeat heartbeat(String loop) {
        Heartbeat heartbeat = new Heartbeat();
        Gauge.builder("rush.loop.silence", heartbeat, Heartbeat::silence)
                .description("Since a loop in the background last went round in order")
                .baseUnit("seconds")
                .tag("loop", loop)
                .strongReference(true)
                .register(registry);
        return heartbeat;
    }

    /** When a loop was last known to be well. */
    public static final class Heartbeat {

        private volatile long last = System.nanoTime();

        public void beat() {
            last = System.nanoTime();
        }

        private double silence() {
            return (System.nanoTime() - last) / 1e9;
        }
    }

    /** To be raised when a stream opens and lowered when it ends. */
    public AtomicInteger streams() {
        return streams;
    }
}
