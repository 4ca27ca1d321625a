package io.couponrush.worker.desk;

import io.couponrush.worker.desk.ActionBook.Kind;
import io.couponrush.worker.desk.DeskOutcome.Done;
import io.couponrush.worker.desk.DeskOutcome.NoSuchLetter;
import io.couponrush.worker.desk.DeskOutcome.Refused;
import io.couponrush.worker.desk.DeskOutcome.Unavailable;
import io.couponrush.worker.desk.Discards.Discarded;
import io.couponrush.worker.meters.WorkerMeters;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Does what admins decide about letters, and writes down who decided what. */
final class Desk {

    private final LetterBook letters;
    private final ActionBook actions;
    private final Replays replays;
    private final Discards discards;
    private final WorkerMeters meters;
    private final Clock clock;

    Desk(
            LetterBook letters,
            ActionBook actions,
            Replays replays,
            Discards discards,
            WorkerMeters meters,
            Clock clock) {
        this.letters = letters;
        this.actions = actions;
        this.replays = replays;
        this.discards = discards;
        this.meters = meters;
        this.clock = clock;
    }

    /** May be repeated: every replay is one more delivery, and a claim is issued once. */
    DeskOutcome replay(long id, long admin) {
        Optional<LetterSummary> known = letters.summary(id);
        if (known.isEmpty()) {
            return new NoSuchLetter();
        }
        long action = actions.begin(id, Kind.REPLAY, admin, null);
        DeskOutcome outcome =
                known.get().state() == LetterState.DISCARDED
                        ? new Refused("The letter was discarded, and that is for good.")
                        : letters.letter(id)
                                .map(letter -> replays.replay(id, letter))
                                .orElseGet(NoSuchLetter::new);
        return end(known.get(), Kind.REPLAY, action, written(id, outcome, false, Optional.empty()));
    }

    /** May be repeated. */
    DeskOutcome discard(long id, long admin, String reason) {
        Optional<LetterSummary> known = letters.summary(id);
        if (known.isEmpty()) {
            return new NoSuchLetter();
        }
        long action = actions.begin(id, Kind.DISCARD, admin, reason);
        Discarded discarded = discard(known.get());
        DeskOutcome outcome =
                written(id, discarded.outcome(), discarded.slotReturned(), discarded.asOf());
        return end(known.get(), Kind.DISCARD, action, outcome);
    }

    private Discarded discard(LetterSummary known) {
        return switch (known.state()) {
            case DISCARDED -> new Discarded(new Done(LetterState.DISCARDED), false);
            case REPLAYED ->
                    new Discarded(
                            new Refused(
                                    "The letter was replayed. If it died again, discard the new"
                                            + " letter; if nothing came of it, replay it again."),
                            false);
            case NEW ->
                    letters.letter(known.id())
                            .map(discards::discard)
                            .orElseGet(() -> new Discarded(new NoSuchLetter(), false));
        };
    }

    private DeskOutcome written(
            long id, DeskOutcome outcome, boolean slotReturned, Optional<Generation> asOf) {
        if (outcome instanceof Done(LetterState state)
                && !letters.handled(id, state, slotReturned, asOf, clock.instant())) {
            return new Unavailable("A rebuild of the gate has begun meanwhile.");
        }
        return outcome;
    }

    private DeskOutcome end(LetterSummary letter, Kind kind, long action, DeskOutcome outcome) {
        actions.end(action, outcome.name());
        meters.deskAction(kind.name().toLowerCase(Locale.ROOT), letter.cause(), outcome.name());
        return outcome;
    }
}
