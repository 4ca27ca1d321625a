package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is committed in the simulated database. Times are epoch milliseconds, 0 for null. */
public final class Tables {

    public final Coupon coupon = new Coupon();
    public final List<Letter> letters = new ArrayList<>();
    public String leaseHolder = "nobody";
    public long leaseUntil;

    /** A mutation: the counter is raised whatever the total. */
    public boolean guardOff;

    /** A mutation: a second row of a user is let in. */
    public boolean uniqueKeyOff;

    /** A mutation: nobody looks for what a user has. */
    public boolean duplicateCheckOff;

    /** A mutation: nobody looks for what was given up. */
    public boolean discardForgotten;

    /** A mutation: who writes rows does not notice that a claim was given up meanwhile. */
    public boolean discardsUnseen;

    /** A mutation: who makes a gate again makes it of the same epoch. */
    public boolean attemptsForgotten;

    /** A mutation: an outage is told as a broken constraint. */
    public boolean outageLooksLikeFault;

    /** For the promises: what the last commit should not have done; empty if nothing. */
    public String suspect = "";

    /** Users who were ever cursed. */
    public final List<Long> everCursed = new ArrayList<>();

    /** Users whose claims can't be processed now, for a reason that is nobody's but theirs. */
    public final List<Long> cursed = new ArrayList<>();

    /** The row of table coupon, and the rows that belong to it. */
    public static final class Coupon {

        public static final long ID = 1;

        public long version = 1;
        public long total;
        public long issued;
        public long opensAt;
        public long closesAt;
        public String state = "OPEN";
        public long epoch = 1;
        public long rebuildSince;
        public long spare;
        public long discards;
        public boolean warmed;
        public int gateAttempts;
        public long announceAfter;
        public long announcedVersion;
        public final List<Row> rows = new ArrayList<>();
        public final TreeMap<Long, Ended> withoutRow = new TreeMap<>();
        public final List<Discarded> discarded = new ArrayList<>();

        public @Nullable Row rowOf(long user) {
            for (Row row : rows) {
                if (row.user == user) {
                    return row;
                }
            }
            return null;
        }
    }

    /** Of user_coupon. */
    public record Row(long user, long sequence, String road, long issuedAt) {}

    /** Of claim_without_row. */
    public record Ended(long sequence, String ending) {}

    /**
     * Of discarded_claim.
     *
     * @param at by the clock of who wrote it
     */
    public record Discarded(long user, long sequence, long at) {}

    /** Of dead_letter. */
    public static final class Letter {

        public final long id;
        public final Object origin;

        /** 0 where the record does not say. */
        public final long user;

        public final long sequence;
        public final String fault;

        /** As the desk knows it. */
        public final Object content;

        public String state = "NEW";

        public Letter(
                long id, Object origin, long user, long sequence, String fault, Object content) {
            this.id = id;
            this.origin = origin;
            this.user = user;
            this.sequence = sequence;
            this.fault = fault;
            this.content = content;
        }
    }
}
