package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.DatabaseDump.Row;

import java.util.List;

/** P6: the admin view adds up, and says what Redis and the database say. */
final class BooksCheck {

    private BooksCheck() {}

    static Verdict balance(Observation seen) {
        Findings findings = new Findings(Promise.P6);
        Balance books = seen.balance();
        RedisDump redis = seen.redis();
        List<Row> rows = seen.database().rows();
        long ticketed = rows.stream().filter(row -> row.sequence() != null).count();
        long accounted =
                books.issued()
                        + books.rejected()
                        + books.deadLettered()
                        + books.returned()
                        + books.elsewhere()
                        + books.pending();
        findings.require(
                books.admitted() == accounted,
                () -> "admitted " + books.admitted() + ", accounted for " + accounted);
        equal(findings, "difference in the admin view", books.difference(), 0);
        equal(findings, "admitted, Redis counter", redis.admitted(), books.admitted());
        equal(
                findings,
                "admitted and not returned, Redis tickets",
                redis.tickets().size(),
                books.admitted() - books.returned());
        equal(findings, "returned, Redis", redis.returned().size(), books.returned());
        equal(findings, "pending, Redis", redis.pending().size(), books.pending());
        equal(findings, "rejected, Redis", redis.rejected().size(), books.rejected());
        equal(findings, "dead-lettered, Redis", redis.failed().size(), books.deadLettered());
        equal(findings, "issued, database rows with a sequence", ticketed, books.issued());
        equal(findings, "rows, the coupon's counter", seen.database().counted(), rows.size());
        return findings.saw("admitted", books.admitted())
                .saw("issued", books.issued())
                .saw("rejected", books.rejected())
                .saw("dead-lettered", books.deadLettered())
                .saw("returned", books.returned())
                .saw("from elsewhere", books.elsewhere())
                .saw("pending", books.pending())
                .verdict();
    }

    private static void equal(Findings findings, String what, long found, long expected) {
        findings.require(found == expected, () -> what + ": " + found + " instead of " + expected);
    }
}
