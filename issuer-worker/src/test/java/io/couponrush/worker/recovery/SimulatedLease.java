package io.couponrush.worker.recovery;

import io.couponrush.worker.sim.NoDatabase;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.Tables;

import java.time.Duration;

/** What the statements of {@link Lease} do, on a simulated database. */
final class SimulatedLease extends Lease {

    private final SimDatabase database;
    private final Tables tables;
    private final long millis;
    private final String me;

    SimulatedLease(SimDatabase database, Duration length) {
        super(NoDatabase.CLIENT, "recovery", length);
        this.database = database;
        this.tables = database.tables();
        this.millis = length.toMillis();
        this.me = database.world().current().name();
    }

    @Override
    boolean hold() {
        return database.update(
                "lease",
                () -> {
                    long now = database.world().now();
                    if (!tables.leaseHolder.equals(me) && tables.leaseUntil > now) {
                        return false;
                    }
                    if (!tables.leaseHolder.equals(me)) {
                        database.world().note(() -> "leads from now on");
                    }
                    tables.leaseHolder = me;
                    tables.leaseUntil = now + millis;
                    return true;
                });
    }

    @Override
    void release() {
        throw new IllegalStateException("nobody stops gently here");
    }
}
