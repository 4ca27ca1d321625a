package io.couponrush.worker.desk;

import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.intake.IntakeState;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.FailedClaim;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.progress.SimulatedProgress;
import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.BatchMessageListener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** This package's own classes, on simulated servers. */
public final class SimulatedDesk {

    private static final long ADMIN = 1;

    private final Desk desk;
    private final Book book;

    public SimulatedDesk(
            SimDatabase database,
            StringRedisTemplate redis,
            IssueLedger ledger,
            Progress progress,
            ConfirmedSends sends,
            WorkerMeters meters,
            Clock clock) {
        JdbcClient nobody = NoDatabase.CLIENT;
        DeskGate gate = new DeskGate(redis, SoldOutLease.STOCK_DELAY);
        GatedCoupons open =
                new GatedCoupons(nobody, Duration.ZERO, SimulatedProgress.epochs(database)) {
                    @Override
                    boolean mustHaveGate(long couponId) {
                        return database.read(
                                () -> database.tables().coupon.closesAt > database.world().now());
                    }
                };
        book = new Book(nobody, database, meters);
        desk =
                new Desk(
                        book,
                        new ActionBook(nobody, clock) {
                            @Override
                            long begin(long letter, Kind action, long actor, @Nullable String why) {
                                return 1;
                            }

                            @Override
                            void end(long actionId, String outcome) {
                                database.world().note(() -> "the desk: " + outcome);
                            }
                        },
                        new Replays(gate, open, sends),
                        new Discards(gate, open, ledger, database, progress, meters, clock),
                        meters,
                        clock);
    }

    public BatchMessageListener<byte[], byte[]> listener(Clock clock) {
        return new LetterListener(book, new IntakeState(clock));
    }

    public void replay(long letter) {
        DeskOutcome _ = desk.replay(letter, ADMIN);
    }

    public void discard(long letter) {
        DeskOutcome _ = desk.discard(letter, ADMIN, "of no use");
    }

    /** What the statements of {@link LetterBook} do, on a simulated database. */
    private static final class Book extends LetterBook {

        private final SimDatabase database;
        private final List<Tables.Letter> letters;

        Book(JdbcClient nobody, SimDatabase database, WorkerMeters meters) {
            super(nobody, database, meters);
            this.database = database;
            this.letters = database.tables().letters;
        }

        /** Where the record died; its bytes follow from that, for no broker loses its disk here. */
        private record Origin(String topic, int partition, long offset) {}

        @Override
        void write(Letter letter) {
            Origin origin = new Origin(letter.topic(), letter.partition(), letter.offset());
            boolean _ =
                    database.update(
                            origin,
                            () -> {
                                if (letters.stream().anyMatch(it -> it.origin.equals(origin))) {
                                    return false;
                                }
                                return letters.add(
                                        new Tables.Letter(
                                                letters.size() + 1,
                                                origin,
                                                letter.claim().map(FailedClaim::userId).orElse(0L),
                                                letter.claim()
                                                        .map(FailedClaim::sequence)
                                                        .orElse(0L),
                                                letter.fault(),
                                                letter));
                            });
        }

        @Override
        Optional<LetterSummary> summary(long id) {
            return database.read(() -> Optional.of(summary(letter(letters, id))));
        }

        @Override
        Optional<Letter> letter(long id) {
            return database.read(() -> Optional.of((Letter) letter(letters, id).content));
        }

        @Override
        boolean handled(
                long id,
                LetterState state,
                boolean slotReturned,
                Optional<Generation> asOf,
                Instant at) {
            return database.update(
                    "letter " + id,
                    () -> {
                        long epoch = database.tables().coupon.epoch;
                        if (asOf.isPresent() && asOf.get().epoch() != epoch) {
                            return false;
                        }
                        Tables.Letter row = letter(letters, id);
                        if (!row.state.equals("DISCARDED")) {
                            row.state = state.name();
                        }
                        return true;
                    });
        }

        private static Tables.Letter letter(List<Tables.Letter> letters, long id) {
            return letters.get(Math.toIntExact(id - 1));
        }

        private static LetterSummary summary(Tables.Letter row) {
            Letter letter = (Letter) row.content;
            return new LetterSummary(
                    row.id,
                    LetterState.valueOf(row.state),
                    Tables.Coupon.ID,
                    row.user,
                    row.sequence,
                    row.fault,
                    letter.message(),
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.replayOf(),
                    letter.deadLetteredAt(),
                    null,
                    false);
        }
    }
}
