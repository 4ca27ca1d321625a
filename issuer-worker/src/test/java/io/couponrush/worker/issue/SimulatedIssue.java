package io.couponrush.worker.issue;

import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.sim.SimDatabase;

import java.time.Clock;

/** This package's own classes, on a simulated database. */
public final class SimulatedIssue {

    private SimulatedIssue() {}

    public static IssueLedger ledger(SimDatabase database) {
        return new SimulatedLedger(database);
    }

    public static Issuer issuer(
            IssueLedger ledger, SimDatabase database, WorkerMeters meters, Clock clock) {
        return new Issuer(ledger, database, meters, clock);
    }
}
