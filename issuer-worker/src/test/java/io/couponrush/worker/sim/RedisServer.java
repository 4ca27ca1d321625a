package io.couponrush.worker.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** A Redis: its data, and which of them a crash may take. */
public final class RedisServer {

    private static final int REMEMBERED = 24;

    private final String name;
    private final Deque<Keyspace> history = new ArrayDeque<>();
    private Keyspace keys = new Keyspace();
    private String runId;
    private int incarnation;
    private boolean up = true;
    private long frozenUntil;

    /** For the promises, which know what no Redis can: its data are another incarnation's. */
    public boolean inherited;

    /** It lacks a key. */
    public boolean torn;

    /** It has lost something and nobody could have noticed yet. */
    public boolean rewound;

    /** A claim above its counter has come: it has lost something, and could have noticed. */
    public boolean proven;

    /** Of the last attempt to rebuild that shut the gate here. */
    public String attempt = "";

    /** The last sequence that it gave, as far as it hasn't lost any. */
    public long lastSequence;

    RedisServer(String name) {
        this.name = name;
        this.runId = name + "r1";
        this.incarnation = 1;
    }

    private void reborn() {
        incarnation++;
        runId = name + "r" + incarnation;
        up = true;
        frozenUntil = 0;
        inherited = true;
        proven = false;
        lastSequence = 0;
    }

    /**
     * From outside: the highest sequence of a gate, 0 if there is no gate, or one that is being
     * rebuilt.
     */
    public long admitted(String gate) {
        return keys.text(gate, "rebuilding") == null ? keys.number(gate, "admitted") : 0;
    }

    public long epoch(String gate) {
        return keys.number(gate, "epoch");
    }

    Keyspace keys() {
        return keys;
    }

    public String runId() {
        return runId;
    }

    int incarnation() {
        return incarnation;
    }

    boolean isUp() {
        return up;
    }

    long frozenUntil() {
        return frozenUntil;
    }

    /** A script has written; a crash may take back whole scripts, the last ones first. */
    void wrote() {
        history.addLast(keys.copy());
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
    }

    /** What the data were so many scripts ago, as far as that is known. */
    private Keyspace past(int scripts) {
        if (scripts == 0) {
            return keys.copy();
        }
        Iterator<Keyspace> youngestFirst = history.descendingIterator();
        Keyspace found = keys;
        for (int i = 0; i <= scripts && youngestFirst.hasNext(); i++) {
            found = youngestFirst.next();
        }
        return found.copy();
    }

    void freezeUntil(long time) {
        frozenUntil = time;
    }

    void crash() {
        up = false;
    }

    /** With its data but for those of so many scripts. */
    void restart(int lostScripts) {
        keys = past(lostScripts);
        history.clear();
        reborn();
    }

    void restartEmpty() {
        keys = new Keyspace();
        history.clear();
        reborn();
    }

    /** Loses what it was told, and nobody notices: the same incarnation goes on. */
    void rewind(int scripts) {
        keys = past(scripts);
        history.clear();
        rewound = true;
        torn = false;
        proven = false;
        lastSequence = 0;
    }

    /** Another server, with this one's data of so many scripts ago. */
    RedisServer replica(String itsName, int scripts) {
        RedisServer replica = new RedisServer(itsName);
        replica.keys = past(scripts);
        replica.inherited = true;
        return replica;
    }

    @Override
    public String toString() {
        return name + " " + runId + (up ? "" : " down");
    }
}
