package io.couponrush.worker.recovery;

import io.couponrush.worker.recovery.ClaimTables.Letter;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Reads a coupon's claims in chunks, so that a coupon of millions fits into memory. */
final class RecordedClaims {

    private final ClaimTables tables;

    RecordedClaims(JdbcClient database, int chunk) {
        this(new ClaimTables(database, chunk));
    }

    RecordedClaims(ClaimTables tables) {
        this.tables = tables;
    }

    /**
     * The strongest come first: a row wins over whatever else was recorded of the claim, and an end
     * over a dead letter.
     *
     * @param reader false if it wants no more
     * @return false if it did not want all
     */
    boolean read(long couponId, Predicate<List<RecordedClaim>> reader) {
        return read(after -> tables.issued(couponId, after), reader)
                && read(after -> tables.discarded(couponId, after), reader)
                && read(after -> tables.withoutRow(couponId, after), reader)
                && readLetters(couponId, reader);
    }

    private boolean readLetters(long couponId, Predicate<List<RecordedClaim>> reader) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<Letter> letters = tables.failed(couponId, before);
            if (letters.isEmpty()) {
                return true;
            }
            if (!reader.test(letters.stream().map(Letter::claim).toList())) {
                return false;
            }
            before = letters.getLast().id();
        }
    }

    private static boolean read(
            LongFunction<List<RecordedClaim>> chunks, Predicate<List<RecordedClaim>> reader) {
        long after = 0;
        while (true) {
            List<RecordedClaim> claims = chunks.apply(after);
            if (claims.isEmpty()) {
                return true;
            }
            if (!reader.test(claims)) {
                return false;
            }
            after = claims.getLast().userId();
        }
    }
}
