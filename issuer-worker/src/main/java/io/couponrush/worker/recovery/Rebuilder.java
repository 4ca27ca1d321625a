package io.couponrush.worker.recovery;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.recovery.ActiveCoupons.Standing;
import io.couponrush.worker.recovery.domain.Doubt;
import io.couponrush.worker.recovery.domain.GateFacts;
import io.couponrush.worker.recovery.domain.Offsets;
import io.couponrush.worker.recovery.domain.Sequences;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes gates anew from what the database knows (docs/decisions/0013). Whatever is interrupted is
 * begun again with the next epoch, by this worker or another one. One thread at a time.
 *
 * <p>Long, because the steps and what may come between them are read together.
 */
final class Rebuilder {

    /** Sequences a call. */
    private static final int SLOTS = 2_000;

    /** Then other coupons must be looked at; what is left is finished in the next round. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);

    private final ActiveCoupons coupons;
    private final RecordedClaims claims;
    private final RebuildKeys keys;
    private final TopicProgress topic;
    private final TopicProgress letters;
    private final WorkerMeters meters;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Clock clock;

    /** In the order in which they were begun: coupons that people may claim come first. */
    private final Map<Long, Attempt> attempts = new LinkedHashMap<>();

    /**
     * @param closedAtNanos when the gate was shut, by a monotonic clock
     * @param admitted by the gate that was there
     * @param ends of the topic, some time after that; null until then
     * @param letterEnds of the topic of dead letters, after all before the ends was done with; null
     *     until then
     */
    private record Attempt(
            long epoch,
            long closedAtNanos,
            long admitted,
            @Nullable Offsets ends,
            @Nullable Offsets letterEnds) {

        Attempt until(Offsets found) {
            return new Attempt(epoch, closedAtNanos, admitted, found, null);
        }

        Attempt untilLetters(Offsets found) {
            return new Attempt(epoch, closedAtNanos, admitted, ends, found);
        }
    }

    /**
     * @param topic of issue requests
     * @param letters the topic of dead letters: what is told of those comes from their table
     * @param grace after a gate was shut, until whatever it admitted has been sent or given up
     */
    Rebuilder(
            ActiveCoupons coupons,
            RecordedClaims claims,
            RebuildKeys keys,
            TopicProgress topic,
            TopicProgress letters,
            WorkerMeters meters,
            Duration grace,
            LongSupplier nanoTime,
            Clock clock) {
        this.coupons = coupons;
        this.claims = claims;
        this.keys = keys;
        this.topic = topic;
        this.letters = letters;
        this.meters = meters;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** Whether this worker is at it, and Redis still knows. */
    boolean isAt(GateFacts gate) {
        Attempt attempt = attempts.get(gate.couponId());
        return attempt != null
                && gate.origin() == GateFacts.Origin.HERE
                && gate.phase() != GateFacts.Phase.NONE
                && gate.epoch() == attempt.epoch();
    }

    /**
     * Shuts the gate.
     *
     * @param inGate the epoch that the gate names; above the row's if the database was set back
     */
    void begin(Standing coupon, long inGate, Doubt cause) {
        long couponId = coupon.couponId();
        attempts.remove(couponId);
        long epoch = Math.max(coupon.epoch(), inGate) + 1;
        if (!coupons.beginRebuild(coupon, epoch)) {
            return;
        }
        meters.rebuildBegun(cause.name());
        LOG.warn("coupon {}: its gate is {}, rebuilding as epoch {}", couponId, cause, epoch);
        keys.close(couponId, epoch, coupons.expires(coupon))
                .ifPresent(
                        admitted ->
                                attempts.put(
                                        couponId,
                                        new Attempt(
                                                epoch,
                                                nanoTime.getAsLong(),
                                                admitted,
                                                null,
                                                null)));
    }

    /**
     * As far as is possible now: what has to be waited for is looked at again in the next round.
     */
    void advance(BooleanSupplier stillLeading) {
        meters.rebuilding(attempts.size());
        long now = nanoTime.getAsLong();
        if (any(attempt -> wantsEnds(attempt, now))) {
            Offsets ends = topic.ends();
            replaceAll(attempt -> wantsEnds(attempt, now), attempt -> attempt.until(ends));
        }
        if (any(attempt -> attempt.ends() != null && attempt.letterEnds() == null)) {
            Offsets committed = topic.committed();
            Offsets ends = letters.ends();
            replaceAll(
                    attempt -> attempt.letterEnds() == null && reached(committed, attempt.ends()),
                    attempt -> attempt.untilLetters(ends));
        }
        if (any(attempt -> attempt.letterEnds() != null)) {
            finishAll(letters.committed(), now, stillLeading);
        }
        if (any(attempt -> attempt.ends() != null)) {
            notBeyond(topic.ends(), letters.ends());
        }
        meters.rebuilding(attempts.size());
    }

    /** A topic that has lost its records would be waited for until as many had come again. */
    private void notBeyond(Offsets ends, Offsets letterEnds) {
        replaceAll(
                attempt -> isBeyond(letterEnds, attempt.letterEnds()),
                attempt -> attempt.untilLetters(letterEnds));
        replaceAll(
                attempt -> attempt.letterEnds() == null && isBeyond(ends, attempt.ends()),
                attempt -> attempt.until(ends));
    }

    private static boolean isBeyond(Offsets now, @Nullable Offsets ends) {
        return ends != null && !now.reached(ends);
    }

    private void finishAll(Offsets committed, long since, BooleanSupplier stillLeading) {
        for (Iterator<Map.Entry<Long, Attempt>> all = attempts.entrySet().iterator();
                all.hasNext() && nanoTime.getAsLong() - since < LONGEST_ROUND.toNanos(); ) {
            Map.Entry<Long, Attempt> next = all.next();
            if (reached(committed, next.getValue().letterEnds())) {
                all.remove();
                finish(next.getKey(), next.getValue(), stillLeading);
            }
        }
    }

    private static boolean reached(Offsets committed, @Nullable Offsets ends) {
        return ends != null && committed.reached(ends);
    }

    private boolean any(Predicate<Attempt> which) {
        return attempts.values().stream().anyMatch(which);
    }

    private void replaceAll(Predicate<Attempt> which, UnaryOperator<Attempt> next) {
        attempts.replaceAll((_, attempt) -> which.test(attempt) ? next.apply(attempt) : attempt);
    }

    /** Another worker leads, and will begin anew. */
    void forget() {
        attempts.clear();
        meters.rebuilding(0);
    }

    private boolean wantsEnds(Attempt attempt, long now) {
        return attempt.ends() == null && now - attempt.closedAtNanos() >= grace.toNanos();
    }

    private void finish(long couponId, Attempt attempt, BooleanSupplier stillLeading) {
        Standing coupon = coupons.one(couponId);
        if (coupon.epoch() != attempt.epoch() || !fill(coupon, attempt, stillLeading)) {
            LOG.warn("coupon {}: epoch {} was overtaken", couponId, attempt.epoch());
        }
    }

    private boolean fill(Standing coupon, Attempt attempt, BooleanSupplier stillLeading) {
        long couponId = coupon.couponId();
        long epoch = attempt.epoch();
        Sequences sequences = new Sequences(coupon.spare() + coupon.total(), attempt.admitted());
        return keys.clear(couponId, epoch)
                && claims.read(
                        couponId,
                        chunk ->
                                stillLeading.getAsBoolean()
                                        && load(couponId, epoch, chunk, sequences))
                && loadSlots(couponId, epoch, sequences, stillLeading)
                && open(couponId, epoch, sequences);
    }

    private boolean load(
            long couponId, long epoch, List<RecordedClaim> chunk, Sequences sequences) {
        Optional<Set<Long>> unused = keys.load(couponId, epoch, chunk);
        unused.ifPresent(
                others ->
                        chunk.stream()
                                .filter(claim -> !others.contains(claim.sequence()))
                                .forEach(claim -> note(claim, sequences)));
        return unused.isPresent();
    }

    private static void note(RecordedClaim claim, Sequences sequences) {
        sequences.stood(claim.sequence());
        switch (claim.ending()) {
            case DISCARDED, REJECTED -> sequences.gaveBack();
            case ISSUED, ELSEWHERE, FAILED -> {}
        }
    }

    private boolean loadSlots(
            long couponId, long epoch, Sequences sequences, BooleanSupplier stillLeading) {
        List<Long> slots = new ArrayList<>(SLOTS);
        for (var nobodys = sequences.nobodys().iterator(); nobodys.hasNext(); ) {
            slots.add(nobodys.next());
            if (slots.size() == SLOTS || !nobodys.hasNext()) {
                if (!stillLeading.getAsBoolean() || !keys.loadSlots(couponId, epoch, slots)) {
                    return false;
                }
                slots.clear();
            }
        }
        return true;
    }

    /** With the row as it is now: it may have been edited since. */
    private boolean open(long couponId, long epoch, Sequences sequences) {
        Standing coupon = coupons.one(couponId);
        if (coupon.epoch() != epoch
                || !coupons.expect(couponId, epoch, sequences.spare(coupon.total()))
                || !keys.open(coupon, epoch, sequences.floor(), coupons.expires(coupon))) {
            return false;
        }
        coupons.endRebuild(couponId, epoch);
        Duration shut =
                coupon.rebuildSince()
                        .map(since -> Duration.between(since, clock.instant()))
                        .orElse(Duration.ZERO);
        meters.rebuilt(shut);
        LOG.warn("coupon {}: its gate is open again, after {}", couponId, shut);
        return true;
    }
}
