package io.couponrush.worker.receipt;

import io.couponrush.worker.receipt.Digests.Digest;
import io.couponrush.worker.receipt.domain.Place;
import io.couponrush.worker.receipt.domain.Statement;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signs receipts when they are asked for, of what is durable only: a claim that waits has none. The
 * same claim always gets the same statement.
 */
final class Receipts {

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    private final @Nullable ReceiptKeys keys;
    private final PlaceTables tables;
    private final Digests digests;
    private final Clock clock;

    /**
     * @param keys null if this worker signs no receipts
     */
    Receipts(@Nullable ReceiptKeys keys, PlaceTables tables, Digests digests, Clock clock) {
        this.keys = keys;
        this.tables = tables;
        this.digests = digests;
        this.clock = clock;
    }

    ReceiptOutcome of(long couponId, long userId) {
        ReceiptKeys signing = keys;
        if (signing == null) {
            return new ReceiptOutcome.Off();
        }
        Optional<Place.Taken> found = tables.of(couponId, userId);
        if (found.isEmpty()) {
            return new ReceiptOutcome.None();
        }
        Place.Taken place = found.get();
        Optional<Digest> digest = digests.find(couponId);
        if (digest.isEmpty() && !place.ending().isFinal()) {
            return new ReceiptOutcome.NotFinal();
        }
        Blinding blinding = digests.blinding(couponId, clock.instant());
        if (digest.isPresent() && !isIn(digest.get(), place, blinding)) {
            LOG.error(
                    "coupon {}: the digest holds something else for sequence {} than the tables",
                    couponId,
                    place.sequence());
            return new ReceiptOutcome.Disputed();
        }
        return new ReceiptOutcome.Given(
                signing.sign(Statement.of(couponId, place, blinding.nonce(place))));
    }

    /** Nobody who holds a receipt is to find that the digest says otherwise. */
    private boolean isIn(Digest digest, Place.Taken place, Blinding blinding) {
        long at = place.sequence() - 1;
        List<byte[]> leaves = digests.chunk(digest.couponId(), at / Digests.LEAVES);
        int within = (int) (at % Digests.LEAVES);
        return within < leaves.size()
                && Arrays.equals(
                        leaves.get(within), Committer.leaf(digest.couponId(), place, blinding));
    }
}
