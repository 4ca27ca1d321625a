package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A process of the product, from its start to its death; the next start makes another one. */
public final class SimProcess {

    private final String name;
    private final int clockSkewMillis;
    private final List<Runnable> wills = new ArrayList<>();
    private boolean alive = true;
    private long frozenUntil;
    private int callsLeft;
    private @Nullable Runnable fate;

    /**
     * @param clockSkewMillis of its wall clock
     */
    SimProcess(String name, int clockSkewMillis) {
        this.name = name;
        this.clockSkewMillis = clockSkewMillis;
    }

    public String name() {
        return name;
    }

    public int clockSkewMillis() {
        return clockSkewMillis;
    }

    public boolean isAlive() {
        return alive;
    }

    public long frozenUntil() {
        return frozenUntil;
    }

    /** As SIGSTOP does. */
    public void freezeUntil(long time) {
        frozenUntil = Math.max(frozenUntil, time);
    }

    /** What others notice at once when it dies: its connections are cut. */
    public void whenItDies(Runnable will) {
        wills.add(will);
    }

    /**
     * Lets something happen to it in the middle of its work: at so many calls of servers from now.
     */
    public void afterCalls(int calls, Runnable fate) {
        callsLeft = calls;
        this.fate = fate;
    }

    /** A call of a server has come to its end, or to the server. */
    void hasCalled() {
        if (callsLeft > 0 && --callsLeft == 0 && fate != null) {
            fate.run();
        }
    }

    /** As kill -9 does: what it was about to do is not done. */
    public void kill() {
        if (alive) {
            alive = false;
            wills.forEach(Runnable::run);
        }
    }
}
