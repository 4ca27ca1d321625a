package io.couponrush.worker.recovery.domain;

import io.couponrush.worker.recovery.domain.GateFacts.Origin;
import io.couponrush.worker.recovery.domain.GateFacts.Phase;

import java.util.Optional;

/** Why a gate must be rebuilt. The names are values of a meter's tag. */
public enum Doubt {
    /** There is no gate where there was one. */
    MISSING,
    /** Redis was restarted, or another server has taken its place. */
    RESTARTED,
    /** A claim has proved that Redis went back in time. */
    REWOUND,
    /** A rebuild that nobody is at any more. */
    ABANDONED,
    /** The gate of another epoch than the database's, such as an old primary's. */
    OTHER_EPOCH,
    /** Half a gate, or tickets are missing. */
    TORN,
    /** More claims are taken for issued than there are rows: pending was lost. */
    UNBACKED;

    /**
     * @param epoch in the database
     * @param rows issued to the coupon by whatever road, read after the facts: a row is committed
     *     before Redis is told
     * @return empty if nothing speaks against the gate
     */
    public static Optional<Doubt> of(GateFacts gate, long epoch, long rows) {
        if (gate.origin() != Origin.HERE) {
            return Optional.of(gate.origin() == Origin.REWOUND ? REWOUND : RESTARTED);
        }
        if (gate.phase() != Phase.NONE) {
            return Optional.of(ABANDONED);
        }
        if (gate.epoch() != epoch) {
            return Optional.of(OTHER_EPOCH);
        }
        if (!gate.complete() || gate.tickets() + gate.returned() < gate.admitted()) {
            return Optional.of(TORN);
        }
        return gate.issued() > rows ? Optional.of(UNBACKED) : Optional.empty();
    }
}
