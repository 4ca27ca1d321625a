package io.couponrush.worker.receipt;

import io.couponrush.worker.receipt.ClosedGate.Seen;
import io.couponrush.worker.receipt.domain.Merkle;
import io.couponrush.worker.receipt.domain.Place;
import io.couponrush.worker.receipt.domain.Places;
import io.couponrush.worker.receipt.domain.Statement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Commits to all places of a coupon once it is closed and every claim is settled: pending first,
 * then the tables, as a row is committed before its claim leaves pending. Several workers may do it
 * at once; the table's key lets one through. Whatever does not fit together is not committed to.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final Digests digests;
    private final PlaceTables tables;
    private final ClosedGate gates;
    private final ReceiptKeys keys;
    private final TransactionOperations transaction;
    private final Duration settle;
    private final Duration retention;
    private final LongSupplier nanoTime;
    private final Clock clock;

    /** Settled coupons, and since when they have not changed. */
    private final Map<Long, Quiet> quiet = new HashMap<>();

    /** Said once each. */
    private final Map<Long, String> troubles = new HashMap<>();

    private record Quiet(Seen seen, long sinceNanos) {}

    /**
     * @param settle how long nothing must have changed
     * @param retention how long a coupon's keys stay in Redis after it closes
     */
    Committer(
            Digests digests,
            PlaceTables tables,
            ClosedGate gates,
            ReceiptKeys keys,
            TransactionOperations transaction,
            Duration settle,
            Duration retention,
            LongSupplier nanoTime,
            Clock clock) {
        this.digests = digests;
        this.tables = tables;
        this.gates = gates;
        this.keys = keys;
        this.transaction = transaction;
        this.settle = settle;
        this.retention = retention;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** One look at all coupons that are due. One thread at a time. */
    void round() {
        List<Long> due = digests.due(retention);
        quiet.keySet().retainAll(due);
        due.forEach(this::look);
    }

    private void look(long couponId) {
        Optional<Seen> seen = gates.look(couponId).filter(Seen::isSettled);
        if (seen.isEmpty()) {
            quiet.remove(couponId);
            return;
        }
        long now = nanoTime.getAsLong();
        Quiet before = quiet.get(couponId);
        if (before == null || !before.seen.equals(seen.get())) {
            before = new Quiet(seen.get(), now);
            quiet.put(couponId, before);
        }
        if (now - before.sinceNanos >= settle.toNanos()) {
            commit(couponId, before.seen);
        }
    }

    private void commit(long couponId, Seen seen) {
        Places places = new Places(seen.admitted());
        Optional<String> trouble = read(couponId, places);
        if (trouble.isPresent()) {
            if (!trouble.get().equals(troubles.put(couponId, trouble.get()))) {
                LOG.error("coupon {}: no digest is committed: {}", couponId, trouble.get());
            }
            return;
        }
        if (!gates.look(couponId).equals(Optional.of(seen))) {
            quiet.remove(couponId);
            return;
        }
        try {
            transaction.executeWithoutResult(_ -> write(couponId, places));
            LOG.info("coupon {}: committed to {} places", couponId, places.count());
        } catch (DuplicateKeyException _) {
            LOG.debug("coupon {}: another worker was faster", couponId);
        }
        quiet.remove(couponId);
    }

    /** Says what does not fit, if anything. */
    private Optional<String> read(long couponId, Places places) {
        List<Place.Taken> misfits = new ArrayList<>();
        tables.all(
                couponId,
                place -> {
                    if (!places.take(place)) {
                        misfits.add(place);
                    }
                });
        gates.vacant(couponId, (why, sequence) -> places.vacate(sequence, why));
        if (!misfits.isEmpty()) {
            return Optional.of(
                    "sequence %d stands twice, or was never given (%d of them)"
                            .formatted(misfits.getFirst().sequence(), misfits.size()));
        }
        OptionalLong unexplained = places.unexplained();
        return unexplained.isEmpty()
                ? Optional.empty()
                : Optional.of("nobody knows what became of sequence " + unexplained.getAsLong());
    }

    private void write(long couponId, Places places) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Blinding blinding = digests.blinding(couponId, at);
        List<byte[]> chunkRoots = new ArrayList<>();
        for (long from = 1; from <= places.count(); from += Digests.LEAVES) {
            List<byte[]> leaves = new ArrayList<>(Digests.LEAVES);
            long to = Math.min(places.count(), from + Digests.LEAVES - 1);
            for (long sequence = from; sequence <= to; sequence++) {
                leaves.add(leaf(couponId, places.at(sequence), blinding));
            }
            digests.insertChunk(couponId, chunkRoots.size(), leaves);
            chunkRoots.add(Merkle.root(leaves));
        }
        Digests.Draft draft = new Digests.Draft(couponId, places.tally(), chunkRoots, at);
        Signed signed = keys.sign(Statement.of(couponId, draft.tally(), draft.root(), at));
        digests.insert(draft, signed, Base64.getDecoder().decode(signed.signature()));
    }

    static byte[] leaf(long couponId, Place place, Blinding blinding) {
        String statement =
                switch (place) {
                    case Place.Taken taken -> Statement.of(couponId, taken, blinding.nonce(taken));
                    case Place.Vacant vacant -> Statement.of(couponId, vacant);
                };
        return Merkle.leaf(Statement.bytes(statement));
    }
}
