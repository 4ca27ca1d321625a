package io.couponrush.worker.coupon.domain;

import io.couponrush.events.CouponState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A change that an admin wants; null leaves a field as it is.
 *
 * @param version of the coupon that the admin looked at
 */
public record Edit(
        long version,
        @Nullable String name,
        @Nullable String description,
        @Nullable CouponState state,
        @Nullable Long totalQuantity,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt) {

    /**
     * How long before it comes a time stays as it is, and how far away a new one must be: by then
     * gates, gateways and the pages of those who wait know it, whatever the clocks are off by
     * (docs/decisions/0023).
     */
    static final Duration NOTICE = Duration.ofMinutes(1);

    private static final String CLOSED = "can't be changed, the coupon is closed";

    /** What the clock alone does not end: a total that is raised then harms nobody. */
    private static final Set<String> OF_THE_GATE = Set.of("state", "totalQuantity");

    /** What it comes to on a coupon as it is. Closing is for good, and nothing is taken back. */
    public Result on(Terms is, Instant now) {
        Terms wanted =
                new Terms(
                        Objects.requireNonNullElse(name, is.name()),
                        Objects.requireNonNullElse(description, is.description()),
                        Objects.requireNonNullElse(state, is.state()),
                        Objects.requireNonNullElse(totalQuantity, is.totalQuantity()),
                        Objects.requireNonNullElse(opensAt, is.opensAt()),
                        Objects.requireNonNullElse(closesAt, is.closesAt()));
        if (wanted.equals(is)) {
            return new Unchanged();
        }
        return fault(is, wanted, now)
                .<Result>map(Refused::new)
                .orElseGet(() -> new Changed(wanted));
    }

    private static Optional<Fault> fault(Terms is, Terms wanted, Instant now) {
        if (wanted.totalQuantity() < is.totalQuantity()) {
            return fault("totalQuantity", "can only be raised, it is " + is.totalQuantity());
        }
        Set<String> changes = wanted.changesFrom(is).keySet();
        if (is.isClosedAt(now)) {
            return changes.stream()
                    .filter(
                            field ->
                                    is.state() == CouponState.CLOSED
                                            || !OF_THE_GATE.contains(field))
                    .findFirst()
                    .map(field -> new Fault(field, CLOSED));
        }
        return moved("opensAt", is.opensAt(), wanted.opensAt(), now)
                .or(() -> moved("closesAt", is.closesAt(), wanted.closesAt(), now))
                .or(
                        () ->
                                wanted.closesAt().isAfter(wanted.opensAt())
                                        ? Optional.empty()
                                        : backwards(changes));
    }

    private static Optional<Fault> backwards(Set<String> changes) {
        return changes.contains("closesAt")
                ? fault("closesAt", "must be after opensAt")
                : fault("opensAt", "must be before closesAt");
    }

    private static Optional<Fault> moved(String field, Instant from, Instant to, Instant now) {
        Instant near = now.plus(NOTICE);
        if (from.equals(to)) {
            return Optional.empty();
        }
        if (from.isBefore(near)) {
            return fault(
                    field, "can only be moved until " + NOTICE.toSeconds() + " s before it comes");
        }
        if (to.isBefore(near)) {
            return fault(field, "must be at least " + NOTICE.toSeconds() + " s away");
        }
        return to.isAfter(now.plus(Offer.HORIZON))
                ? fault(field, "must lie within ten years from now")
                : Optional.empty();
    }

    private static Optional<Fault> fault(String field, String message) {
        return Optional.of(new Fault(field, message));
    }

    /** What an edit comes to. */
    public sealed interface Result {}

    public record Changed(Terms terms) implements Result {}

    /** The coupon is that way already. */
    public record Unchanged() implements Result {}

    public record Refused(Fault fault) implements Result {}
}
