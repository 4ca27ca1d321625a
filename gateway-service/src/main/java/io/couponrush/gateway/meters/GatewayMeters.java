package io.couponrush.gateway.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every meter of the gateway.
 *
 * <ul>
 *   <li>{@code rush.claims{version=v3,answer=…}} counts answered claims, each once: the sum over
 *       {@code answer} is the number of claims that were answered.
 *   <li>{@code rush.admission} times the admission script; its count is the number of times Redis
 *       was asked to decide, so claims answered from memory are claims minus this count.
 *   <li>{@code rush.handoff} times publishing, from sending to the broker's ack or its absence.
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

    public GatewayMeters(MeterRegistry registry) {
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
}
