package io.couponrush.worker.announce;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;
import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables.Coupon;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** This package's own classes, on simulated servers. */
public final class SimulatedAnnouncer {

    /** Making one takes longer than a schedule. */
    private static final KafkaTemplate<byte[], byte[]> UNUSED =
            new KafkaTemplate<>(
                    () -> {
                        throw new IllegalStateException("no producer here");
                    });

    private final Announcer announcer;

    /**
     * @param topic the catalogue's: returns when the broker has it
     * @param forgetful a mutation: a gate that is gone is made anew
     */
    public SimulatedAnnouncer(
            SimDatabase database,
            StringRedisTemplate redis,
            Consumer<CouponAnnounced> topic,
            boolean forgetful,
            WorkerMeters meters) {
        AnnounceProperties settings =
                new AnnounceProperties(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        50,
                        Duration.ofDays(7));
        announcer =
                new Announcer(
                        new Rows(database, forgetful),
                        new GateWriter(redis, settings.retention(), SoldOutLease.STOCK_DELAY),
                        new Catalogue(UNUSED) {
                            @Override
                            void publish(CouponAnnounced coupon) {
                                topic.accept(coupon);
                            }
                        },
                        meters,
                        settings);
    }

    public void announceDue() {
        try {
            announcer.announceDue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Rows extends Outbox {

        private static final String ROW = "coupon";

        private final SimDatabase database;
        private final Coupon row;
        private final boolean forgetful;

        Rows(SimDatabase database, boolean forgetful) {
            super(NoDatabase.CLIENT, database);
            this.database = database;
            this.row = database.tables().coupon;
            this.forgetful = forgetful;
        }

        private long now() {
            return database.world().now();
        }

        private boolean isDue() {
            return row.announceAfter != 0 && row.announceAfter <= now();
        }

        @Override
        List<Long> due(int limit) {
            return database.read(() -> isDue() ? List.of(Coupon.ID) : List.of());
        }

        @Override
        Optional<Due> claim(long couponId, Duration lease) {
            return database.update(
                    ROW,
                    () -> {
                        if (!isDue()) {
                            return Optional.<Due>empty();
                        }
                        row.announceAfter = now() + lease.toMillis();
                        if (!row.warmed) {
                            row.epoch +=
                                    row.gateAttempts > 0 && !database.tables().attemptsForgotten
                                            ? 1
                                            : 0;
                            row.gateAttempts++;
                        }
                        return Optional.of(new Due(coupon(), row.warmed && !forgetful));
                    });
        }

        private CouponAnnounced coupon() {
            return new CouponAnnounced(
                    Coupon.ID,
                    row.version,
                    "coupon",
                    "",
                    new Discount(Discount.Kind.PERCENT, 10),
                    row.total,
                    Instant.ofEpochMilli(row.opensAt),
                    Instant.ofEpochMilli(row.closesAt),
                    CouponState.valueOf(row.state),
                    row.epoch);
        }

        @Override
        boolean warmed(CouponAnnounced coupon) {
            return database.update(
                    ROW,
                    () -> {
                        boolean ours = row.epoch == coupon.epoch();
                        row.warmed |= ours;
                        return ours;
                    });
        }

        @Override
        boolean giveUp(CouponAnnounced coupon, Duration pause) {
            return database.update(
                    ROW,
                    () -> {
                        boolean ours = row.epoch == coupon.epoch() && !row.warmed;
                        if (ours) {
                            row.announceAfter = now() + pause.toMillis();
                        }
                        return ours;
                    });
        }

        @Override
        void announced(CouponAnnounced coupon) {
            change(
                    () -> {
                        if (row.announcedVersion <= coupon.version()) {
                            boolean newer =
                                    row.version > coupon.version() || row.epoch > coupon.epoch();
                            row.announceAfter = newer ? now() : 0;
                            row.announcedVersion = coupon.version();
                        } else {
                            row.announceAfter = now();
                            row.announcedVersion = 0;
                        }
                    });
        }

        @Override
        void postpone(long couponId, Duration pause) {
            change(() -> row.announceAfter = now() + pause.toMillis());
        }

        private void change(Runnable statement) {
            boolean _ =
                    database.update(
                            ROW,
                            () -> {
                                statement.run();
                                return true;
                            });
        }
    }
}
