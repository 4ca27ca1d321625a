package io.couponrush.worker.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A safeguard that is taken out, to see that the model can fail. */
enum Mutation {
    NONE,
    /** The database does not look at the total. */
    GUARD_OFF,
    /** The database lets a second row of a user in. */
    UNIQUE_KEY_OFF,
    /** The worker does not look for what a user has before it inserts. */
    DUPLICATE_CHECK_OFF,
    /** The gate forgets who has a ticket. */
    TICKET_CHECK_OFF,
    /** An admitted claim is not in pending. */
    PENDING_NOT_WRITTEN,
    /** The gate is trusted whichever incarnation of Redis it was made in. */
    RUN_ID_CHECK_OFF,
    /** The gate is trusted by a gateway that has heard of a later epoch. */
    EPOCH_CHECK_OFF,
    /** Nobody notices a claim above Redis' own counter. */
    BACK_IN_TIME_CHECK_OFF,
    /** Nothing is published again. */
    RECONCILER_OFF,
    /** A gate that is gone is made anew and open. */
    FAIL_CLOSED_OFF,
    /** A rebuild does not wait for the consumer. */
    REBUILD_DOES_NOT_WAIT,
    /** A late claim of which a rebuild did not know stays unknown. */
    ADOPTION_OFF,
    /** An attempt to rebuild goes on when another one has overtaken it. */
    FENCING_OFF,
    /** An offset is committed before the claims are brought to their end. */
    OFFSETS_FIRST,
    /** Redis is told before the database has committed. */
    SETTLED_BEFORE_COMMIT,
    /** A claim whose slot went to somebody else may become a row. */
    DISCARD_FORGOTTEN,
    /**
     * Who has looked before a claim was given up, and writes its row afterwards, is not stopped.
     */
    DISCARD_OVERTAKEN,
    /** A claim that was given up is settled as any rejected one, and its slot is lost. */
    DISCARD_WITHOUT_SLOT,
    /** The desk asks a gate that was made before Redis lost its last writes. */
    DESK_TRUSTS_ANY_GATE,
    /** The desk asks a gate that a later one has replaced. */
    DESK_TRUSTS_AN_OLD_PRIMARY,
    /** A claim is settled in a gate that a later one has replaced. */
    SETTLED_IN_AN_OLD_PRIMARY,
    /** A claim is settled in a gate that another incarnation of Redis has made. */
    SETTLED_IN_A_FOREIGN_GATE,
    /** A winner who lost to a late claim keeps its slot, which no later raise can give out. */
    TURNED_AWAY_WITH_A_SLOT,
    /** Whoever makes a gate once more makes it of the same epoch. */
    GATE_MADE_TWICE,
    /** Of a discarded claim, who counts what is left counts the ticket and the slot. */
    DISCARDED_COUNTED_TWICE,
    /** A database that is away is taken for a claim's own fault. */
    OUTAGE_TAKEN_FOR_POISON,
    /** A rebuild does not give a gateway time to send what it has admitted. */
    NO_GRACE;

    /**
     * Too rare to be waited for in a build: the results say in how many schedules it was not found,
     * or where, and which test on real servers holds the safeguard.
     */
    boolean isRare() {
        return switch (this) {
            case DESK_TRUSTS_AN_OLD_PRIMARY,
                    DISCARDED_COUNTED_TWICE,
                    DISCARD_WITHOUT_SLOT,
                    SETTLED_IN_AN_OLD_PRIMARY,
                    SETTLED_IN_A_FOREIGN_GATE,
                    TURNED_AWAY_WITH_A_SLOT,
                    GATE_MADE_TWICE ->
                    true;
            default -> false;
        };
    }

    /**
     * Where the search begins: shortly before the first seed that was found, for those that take
     * long. Other seeds tell other stories after a change of the protocol; then it begins at 1
     * again.
     */
    long from() {
        return switch (this) {
            case REBUILD_DOES_NOT_WAIT -> 1_900;
            case NO_GRACE -> 3_300;
            case DESK_TRUSTS_ANY_GATE -> 3_900;
            case DISCARD_FORGOTTEN -> 6_400;
            case DISCARD_OVERTAKEN -> 26_900;
            default -> 1;
        };
    }

    /** What it makes of the text of a script. */
    UnaryOperator<String> edit() {
        return switch (this) {
            case DISCARD_WITHOUT_SLOT -> replace("(given_up or (loading", "(false or (loading");
            case TURNED_AWAY_WITH_A_SLOT -> replace("  if total then", "  if false then");
            case TICKET_CHECK_OFF ->
                    replace(
                            "local sequence = tonumber(redis.call('HGET', tickets, user))",
                            "local sequence = nil");
            case PENDING_NOT_WRITTEN ->
                    replace(
                            "redis.call('ZADD', pending, sequence, user)\nlocal waiting",
                            "local waiting");
            case RUN_ID_CHECK_OFF -> replace("g[10] ~= run_id or ", "");
            case EPOCH_CHECK_OFF -> replace("epoch < tonumber(ARGV[3])", "false");
            case BACK_IN_TIME_CHECK_OFF ->
                    replace(
                            "if epoch > ours or (epoch == ours and highest",
                            "if false and (epoch == ours and highest");
            case ADOPTION_OFF -> replace("if not held[i] and", "if false and not held[i] and");
            case FENCING_OFF ->
                    replace(
                            "if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= ",
                            "if false and gate[3] ~= ");
            case DESK_TRUSTS_AN_OLD_PRIMARY ->
                    replace("or tonumber(known[3] or 0) < tonumber(", "or 0 > tonumber(");
            case SETTLED_IN_AN_OLD_PRIMARY -> replace("tonumber(known[1]) < wanted", "false");
            case SETTLED_IN_A_FOREIGN_GATE -> replace(" or known[5] ~= run_id)", ")");
            case DISCARDED_COUNTED_TWICE -> replace(" - (tonumber(g[11]) or 0)", "");
            case DESK_TRUSTS_ANY_GATE ->
                    replace(
                            "or known[2] ~= string.match(redis.call('INFO', 'server'),"
                                    + " 'run_id:(%w+)')",
                            "");
            default -> UnaryOperator.identity();
        };
    }

    private static UnaryOperator<String> replace(String what, String by) {
        Map<String, String> edited = new HashMap<>();
        return script ->
                edited.computeIfAbsent(
                        script, text -> text.contains(what) ? text.replace(what, by) : text);
    }
}
