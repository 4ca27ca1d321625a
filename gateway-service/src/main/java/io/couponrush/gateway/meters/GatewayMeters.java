package io.couponrush.gateway.meters;

import io.couponrush.health.Heartbeat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Every meter of the gateway. Names, tags and tag values are public API: dashboards and alerts name
 * them, so a change is announced like a change of the HTTP API. All are there from the start, at 0.
 * The whole list, with the worker's and the libraries', is {@code docs/metrics.md}.
 *
 * <ul>
 *   <li>{@code rush.claims{version=v3,answer=…}} counts answered claims, each once: the sum over
 *       {@code answer} is the number of claims that were answered. {@code overloaded} are those
 *       refused for overload.
 *   <li>{@code rush.claim.latency{version=v3}} times requests for a claim, from their headers read
 *       until the answer is written, whatever the answer; not those refused at the door.
 *   <li>{@code rush.claims.waiting} is the number of claims let in that have no answer yet, {@code
 *       rush.claims.bound} how many may wait now, {@code rush.claims.inflight} how many are under
 *       way between Redis and the broker, waited for or not.
 *   <li>{@code rush.admission} times the admission script; its count is the number of times Redis
 *       was asked to decide, so claims answered from memory are claims minus this count.
 *   <li>{@code rush.handoff} times publishing, from sending to the broker's ack or its absence.
 *   <li>{@code rush.redis.connected} is 1 while there is a connection to Redis; {@code
 *       rush.redis.commands} is the number of calls of Redis under way on it and {@code
 *       rush.redis.commands.max} how many commands it queues at most: there is one connection, and
 *       no pool.
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
        OVERLOADED,
        /** An error that nobody expected: 500. */
        FAILED
    }

    /** Of whoever waits for an answer; 3 s and 5 s are what alerts ask for. */
    private static final Duration[] PATIENCE =
            millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000);

    /** Of a server that should answer at once. */
    private static final Duration[] PROMPT =
            millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000);

    private final Map<Answer, Counter> claims = new EnumMap<>(Answer.class);
    private final Timer latency;
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
        latency =
                Timer.builder("rush.claim.latency")
                        .description("From a claim's headers to its answer")
                        .tag("version", "v3")
                        .serviceLevelObjectives(PATIENCE)
                        .register(registry);
        admission =
                Timer.builder("rush.admission")
                        .description("Calls of the admission script")
                        .serviceLevelObjectives(PROMPT)
                        .register(registry);
        handoff =
                Timer.builder("rush.handoff")
                        .description("From publishing an issue request to the broker's ack")
                        .serviceLevelObjectives(PROMPT)
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
        gauge("rush.streams", "Open ticket streams", streams::get);
    }

    public void claim(Answer answer) {
        Counter counter = claims.get(answer);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Of requests for a claim. */
    public Timer latency() {
        return latency;
    }

    public Timer admission() {
        return admission;
    }

    public Timer handoff() {
        return handoff;
    }

    /** Where the numbers of claims are to be read. */
    public void claimsUnderWay(IntSupplier waiting, IntSupplier bound, IntSupplier inFlight) {
        gauge("rush.claims.waiting", "Claims let in that have no answer yet", waiting);
        gauge("rush.claims.bound", "Claims that may wait now", bound);
        gauge("rush.claims.inflight", "Claims between Redis and the broker", inFlight);
    }

    /**
     * Where the use of Redis is to be read.
     *
     * @param max how many commands the connection queues
     */
    public void redisInUse(BooleanSupplier connected, IntSupplier commands, int max) {
        gauge(
                "rush.redis.connected",
                "Whether there is a connection to Redis",
                () -> connected.getAsBoolean() ? 1 : 0);
        gauge("rush.redis.commands", "Calls of Redis under way", commands);
        gauge("rush.redis.commands.max", "Commands that may be under way", () -> max);
    }

    private void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
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

    /** To be raised when a stream opens and lowered when it ends. */
    public AtomicInteger streams() {
        return streams;
    }

    private static Duration[] millis(long... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }
}
