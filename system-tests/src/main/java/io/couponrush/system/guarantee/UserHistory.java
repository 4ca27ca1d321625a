package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;

import java.util.List;
import java.util.OptionalLong;

/**
 * Everything one user asked about one coupon, in the order it was asked, one request at a time.
 *
 * @param exchanges at least one
 */
public record UserHistory(long userId, List<Exchange> exchanges) {

    public UserHistory {
        exchanges = List.copyOf(exchanges);
        if (exchanges.isEmpty()) {
            throw new IllegalArgumentException("user " + userId + " asked nothing");
        }
    }

    /** The ticket's sequence, empty for an answer without a ticket. */
    static OptionalLong sequence(Told told) {
        return switch (told) {
            case Queued queued -> OptionalLong.of(queued.sequence());
            case Issued issued -> OptionalLong.of(issued.sequence());
            case Rejected rejected -> OptionalLong.of(rejected.sequence());
            case Failed failed -> OptionalLong.of(failed.sequence());
            case Owned _, Refused _, TryLater _, Nothing _ -> OptionalLong.empty();
        };
    }

    /** The first sequence this user was told. */
    OptionalLong sequence() {
        return exchanges.stream()
                .map(exchange -> sequence(exchange.told()))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    /** Once told a sequence, the user is a winner. */
    public boolean holdsTicket() {
        return sequence().isPresent();
    }

    /** Has heard an end without a ticket: a row or a final no. */
    private boolean decidedAtOnce() {
        return last() instanceof Owned || last() instanceof Refused;
    }

    /** Has a ticket or a final answer; who was only sent away again and again is undecided. */
    public boolean isDecided() {
        return holdsTicket() || decidedAtOnce();
    }

    /** Before this instant the claim can't have been decided. */
    long firstSentNanos() {
        return exchanges.getFirst().sentNanos();
    }

    /** After this instant the claim must have been decided; only for a holder of a ticket. */
    long ticketToldNanos() {
        for (Exchange exchange : exchanges) {
            if (sequence(exchange.told()).isPresent()) {
                return exchange.answeredNanos();
            }
        }
        throw new IllegalStateException("user " + userId + " holds no ticket");
    }

    /** The last thing the user heard. */
    public Told last() {
        return exchanges.getLast().told();
    }
}
