package io.couponrush.worker.model;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.sim.RedisServer;
import io.couponrush.worker.sim.SimRedis;
import io.couponrush.worker.sim.Tables;
import io.couponrush.worker.sim.Tables.Coupon;
import io.couponrush.worker.sim.World;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * P1 to P7 of DESIGN §3, looked at after every step that could break one.
 *
 * <p>Long, because the promises lean on each other and on the same memory of what was told.
 */
final class Promises {

    static final CouponKeys KEYS = CouponKeys.of(Coupon.ID);

    private final World world;
    private final Tables tables;
    private final Coupon coupon;
    private @Nullable SimRedis redis;

    /** Users who were answered 202, and with which sequence last. */
    private final TreeMap<Long, Long> accepted = new TreeMap<>();

    private final Map<Long, Long> holders = new HashMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private boolean anybodyAdmitted;

    private int soldOutSeen;
    private int lettersSeen;

    /** Epoch of an attempt to rebuild → when it shut the gate. */
    private final TreeMap<Long, Long> shut = new TreeMap<>();

    private static final long GRACE = 2_000;

    /** Whether an issue request has come too late for a rebuild to wait for it. */
    private boolean late;

    private boolean rewoundOnce;

    /** A known weakness: a claim was settled in a primary whose successor was open already. */
    Promises(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        this.coupon = tables.coupon;
    }

    void watch(SimRedis itsRedis) {
        redis = itsRedis;
    }

    /** The broker has an issue request of a claim that was admitted in this epoch. */
    void sent(long epoch) {
        var next = shut.higherEntry(epoch);
        late |= next != null && world.now() - next.getValue() >= GRACE;
    }

    private void broken(String promise, String what) {
        PromiseBroken broken = new PromiseBroken(promise, what);
        world.note(broken::getMessage);
        world.fail(broken);
        throw broken;
    }

    /** After every commit. */
    void committed() {
        if (coupon.rows.size() > coupon.total) {
            broken("P1", coupon.rows.size() + " rows of " + coupon.total);
        }
        for (int i = 0; i < coupon.rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (coupon.rows.get(i).user() == coupon.rows.get(j).user()) {
                    broken("P2", "two rows of user " + coupon.rows.get(i).user());
                }
            }
        }
        if (!tables.suspect.isEmpty()) {
            broken("P3", tables.suspect);
        }
        for (; lettersSeen < tables.letters.size(); lettersSeen++) {
            Tables.Letter letter = tables.letters.get(lettersSeen);
            if (letter.fault.equals("UNEXPECTED_ERROR")
                    && !tables.everCursed.contains(letter.user)) {
                broken("§5", "an innocent claim is buried: user " + letter.user);
            }
        }
        int soldOut = 0;
        for (Tables.Ended ended : coupon.withoutRow.values()) {
            soldOut += ended.ending().equals("SOLD_OUT") ? 1 : 0;
        }
        if (soldOut > soldOutSeen) {
            if (coupon.issued < coupon.total) {
                broken("P3", "told sold out with " + (coupon.total - coupon.issued) + " left");
            }
            if (!late && !rewoundOnce) {
                broken("P3", "a winner is told sold out, and no issue request was late");
            }
        }
        soldOutSeen = soldOut;
        balanced();
    }

    /** After every script of whomever. */
    void ran(
            RedisServer server,
            String script,
            Object[] arguments,
            @Nullable Object reply,
            boolean wrote) {
        if (script.startsWith("-- Settles claims")) {
            proves(server, arguments);
        }
        if (!wrote) {
            return;
        }
        if (script.startsWith("-- Shuts a coupon's gate")) {
            server.attempt = (String) arguments[0];
            shut.putIfAbsent(coupon.epoch, world.now());
        } else if (script.startsWith("-- Removes what")
                || script.startsWith("-- Writes tickets")
                || script.startsWith("-- Returns to the stock")
                || script.startsWith("-- Opens a gate")) {
            if (!arguments[0].equals(server.attempt)) {
                broken("P7", "attempt " + arguments[0] + " goes on in " + server.attempt);
            }
        }
        if (script.startsWith("-- Opens a gate")) {
            if (Reply.of(reply).outcome().equals("OPENED")) {
                server.inherited = false;
                server.torn = false;
                server.rewound = false;
                server.proven = false;
            }
        } else if (script.startsWith("-- Writes what an admin")) {
            if (Reply.of(reply).outcome().equals("CREATED")) {
                if (anybodyAdmitted) {
                    broken("P7", "a gate is made anew, empty and open, that had admitted");
                }
                server.torn = false;
                server.inherited = false;
            }
        }
        balanced();
    }

    /** Whether a settled claim is above the counter of its own epoch. */
    private void proves(RedisServer server, Object[] arguments) {
        long epoch = Long.parseLong((String) arguments[1]);
        long admitted = server.admitted(KEYS.gate());
        long wanted = Long.parseLong((String) arguments[2]);
        if (epoch == 0
                || admitted == 0
                || epoch != server.epoch(KEYS.gate())
                || epoch < wanted
                || server.inherited) { // is told nothing
            return;
        }
        int at = 4;
        for (int width : new int[] {2, 2, 3}) {
            int n = Integer.parseInt((String) arguments[at++]);
            for (int i = 0; i < n; i++, at += width) {
                server.proven |= Long.parseLong((String) arguments[at + 1]) > admitted;
            }
        }
    }

    /**
     * P6 while claims are on their way: a row may be there before Redis knows, nothing is nowhere.
     */
    private void balanced() {
        SimRedis server = redis;
        if (server == null
                || server.live().inherited
                || server.live().torn
                || server.live().rewound
                || server.isBeingRebuilt(KEYS.gate())) {
            return;
        }
        long difference = server.inBooks(KEYS) - coupon.rows.size();
        if (difference > 0) {
            broken("P6", difference + " admitted claims are nowhere: " + server.text());
        }
    }

    /** In the moment of a decision of the gate. */
    void decided(RedisServer server, long user, long announced, Reply reply) {
        switch (reply.outcome()) {
            case "ADMITTED" -> {
                if (reply.number("epoch") < announced) {
                    broken("P7", "admitted by a gate older than epoch " + announced);
                }
                admitted(server, user, reply.number("sequence"));
            }
            case "ISSUED" -> issuedTruly(user);
            case "REJECTED",
                    "FAILED",
                    "QUEUED",
                    "SOLD_OUT",
                    "NOT_OPEN",
                    "CLOSED",
                    "PAUSED",
                    "NO_GATE" -> {}
            default -> throw new IllegalStateException("" + reply);
        }
    }

    private void admitted(RedisServer server, long user, long sequence) {
        anybodyAdmitted = true;
        if (server.inherited || server.torn) {
            broken("P7", "user " + user + " is admitted by data of another incarnation");
        }
        if (server.proven) {
            broken(
                    "P7",
                    "user " + user + " is admitted by a gate of which a claim proved the loss");
        }
        if (sequence <= server.lastSequence) {
            broken("P5", "sequence " + sequence + " after " + server.lastSequence);
        }
        server.lastSequence = sequence;
        if (server.rewound || !Objects.requireNonNull(redis).isLive(server)) {
            return;
        }
        Long other = holders.put(sequence, user);
        if (other != null && other != user && !rewoundOnce) {
            broken("P5", "sequence " + sequence + " is given to users " + other + " and " + user);
        }
    }

    private void issuedTruly(long user) {
        if (coupon.rowOf(user) == null) {
            broken("P3", "user " + user + " is told ISSUED without a row");
        }
    }

    /** The moment of a 202. */
    void accepted(long user, long sequence) {
        accepted.put(user, sequence);
    }

    /** A user's ticket, in the moment in which it was read. */
    void ticket(RedisServer server, long user, Reply reply) {
        switch (reply.outcome()) {
            case "ISSUED" -> issuedTruly(user);
            case "QUEUED" -> {
                if (!server.rewound) {
                    String ticket = user + ":" + reply.number("sequence");
                    long ahead = reply.number("ahead");
                    Long before = positions.put(ticket, ahead);
                    if (before != null && ahead > before) {
                        broken("P5", "position of user " + user + " grows to " + ahead);
                    }
                }
            }
            case "REJECTED", "FAILED", "NO_TICKET", "NO_GATE" -> {}
            default -> throw new IllegalStateException("" + reply);
        }
    }

    /** Nobody can have noticed, until a claim proves it: what was lost so is not promised. */
    void rewound() {
        positions.clear();
        rewoundOnce = true;
    }

    /** Whether nothing is left to be done, and why not. */
    @Nullable String unrest() {
        SimRedis server = Objects.requireNonNull(redis);
        Reply look =
                Reply.of(
                        server.peek(
                                Scripts.LOOK,
                                List.of(
                                        KEYS.gate(),
                                        KEYS.tickets(),
                                        KEYS.pending(),
                                        KEYS.rejected(),
                                        KEYS.failed(),
                                        KEYS.returned())));
        if (server.live().inherited || server.live().torn) {
            return "the gate is not what it was";
        }
        if (look.outcome().equals("MISSING")) {
            return "the gate is missing";
        }
        if (!look.text("origin").equals("HERE") || !look.text("rebuilding").isEmpty()) {
            return "the gate is shut";
        }
        if (look.number("epoch") != coupon.epoch || coupon.rebuildSince != 0) {
            return "the gate is of epoch " + look.number("epoch") + ", the row of " + coupon.epoch;
        }
        if (look.number("version") != coupon.version || coupon.announceAfter != 0) {
            return "version " + coupon.version + " is not announced";
        }
        if (look.number("pending") > 0) {
            return look.number("pending") + " claims are pending";
        }
        if (look.number("failed") > 0 && !server.live().rewound) {
            return look.number("failed") + " claims are failed";
        }
        for (Tables.Letter letter : tables.letters) {
            if (letter.state.equals("NEW")) {
                return "letter " + letter.id + " is not handled";
            }
        }
        return null;
    }

    /** All is quiet: whoever was promised something has it. */
    void atRest() {
        if (rewoundOnce) {
            return;
        }
        accepted.keySet().forEach(this::hasAnEnd);
        SimRedis server = Objects.requireNonNull(redis);
        Reply books =
                Reply.of(
                        server.peek(
                                Scripts.BOOKS,
                                List.of(
                                        KEYS.gate(),
                                        KEYS.pending(),
                                        KEYS.rejected(),
                                        KEYS.failed(),
                                        KEYS.returned())));
        long ticketed = coupon.rows.stream().filter(row -> !row.road().equals("v1")).count();
        long difference =
                books.number("admitted")
                        - ticketed
                        - books.number("rejected")
                        - books.number("failed")
                        - books.number("returned")
                        - books.number("elsewhere")
                        - books.number("pending");
        if (difference != 0) {
            broken("P6", "the books differ by " + difference + ": " + books + " " + server.text());
        }
        if (coupon.issued != coupon.rows.size()) {
            broken("P6", coupon.issued + " counted, " + coupon.rows.size() + " rows");
        }
        String immortal = server.keyWithoutExpiry();
        if (immortal != null) {
            broken("§6", immortal + " would live for ever");
        }
    }

    private void hasAnEnd(long user) {
        Reply ticket = ticket(user);
        boolean row = coupon.rowOf(user) != null;
        switch (ticket.outcome()) {
            case "ISSUED" -> issuedTruly(user);
            case "REJECTED" -> {
                if (row) {
                    broken("P3", "user " + user + " has a row and is told " + ticket);
                }
            }
            case "FAILED" -> broken("P3", "user " + user + " is FAILED, all letters are handled");
            default -> {
                broken(
                        "P3",
                        "user "
                                + user
                                + " was answered 202, is told "
                                + ticket
                                + " at rest and has "
                                + (row ? "a" : "no")
                                + " row");
            }
        }
    }

    private Reply ticket(long user) {
        SimRedis server = Objects.requireNonNull(redis);
        List<?> replies =
                (List<?>)
                        Objects.requireNonNull(
                                server.peek(
                                        Scripts.TICKETS,
                                        List.of(
                                                KEYS.gate(),
                                                KEYS.tickets(),
                                                KEYS.pending(),
                                                KEYS.rejected(),
                                                KEYS.failed()),
                                        server.live().runId(),
                                        Long.toString(user)));
        return Reply.of(replies.getFirst());
    }

    /** More people have asked than there are coupons. */
    void allGone() {
        int rows = coupon.rows.size();
        if (rows != coupon.total && !Objects.requireNonNull(redis).live().rewound) {
            broken(
                    "P4",
                    rows
                            + " rows of "
                            + coupon.total
                            + ", and more people have asked: "
                            + Objects.requireNonNull(redis).text());
        }
    }
}
