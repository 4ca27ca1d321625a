package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * What happens, one step after the other, and when. A step runs a process from one call of a server
 * to its next. Time is virtual: it goes on when all are waiting. Of two that are due in the same
 * millisecond the seed says which is first.
 */
public final class World {

    /** An instant like any other, so that times are as long as real ones. Epoch milliseconds. */
    public static final long BEGINNING = 1_800_000_000_000L;

    private final Dice dice;
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final @Nullable List<String> trace;
    private long now = BEGINNING;
    private long taken;
    private boolean calm;
    private @Nullable Fiber running;
    private @Nullable Error broken;

    /** Who is to do something next; a fiber, or something that happens to servers. */
    private static final class Step implements Comparable<Step> {

        final long at;
        final int tie;
        final long number;
        final @Nullable Fiber fiber;
        final @Nullable Runnable happening;

        Step(long at, int tie, long number, @Nullable Fiber fiber, @Nullable Runnable happening) {
            this.at = at;
            this.tie = tie;
            this.number = number;
            this.fiber = fiber;
            this.happening = happening;
        }

        @Override
        public int compareTo(Step other) {
            int byTime = Long.compare(at, other.at);
            if (byTime != 0) {
                return byTime;
            }
            int byTie = Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }
    }

    private long numbers;
    private int processes;

    /**
     * @param traced whether to write down what happens
     */
    public World(Dice dice, boolean traced) {
        this.dice = dice;
        this.trace = traced ? new ArrayList<>() : null;
    }

    public Dice dice() {
        return dice;
    }

    /** Epoch milliseconds. */
    public long now() {
        return now;
    }

    public long stepsTaken() {
        return taken;
    }

    /** From now on nothing is slow. */
    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    public SimProcess process(String name) {
        return new SimProcess(
                name + "#" + ++processes, dice.oneIn(4) ? dice.between(-3_600_000, 3_600_000) : 0);
    }

    /** Starts a thread of a process. */
    public void start(SimProcess process, String name, Runnable body) {
        Fiber fiber =
                new Fiber(
                        process,
                        name,
                        () -> {
                            try {
                                body.run();
                            } catch (Error e) {
                                fail(e);
                            } catch (RuntimeException e) {
                                fail(new AssertionError(name + " died of an exception", e));
                            }
                        });
        later(now, fiber, null);
    }

    /** Lets something happen that is no process's doing. */
    public void at(long time, Runnable happening) {
        later(time, null, happening);
    }

    private void later(long time, @Nullable Fiber fiber, @Nullable Runnable happening) {
        steps.add(new Step(time, dice.below(1 << 16), numbers++, fiber, happening));
    }

    /** The running thread goes on after a while. */
    public void sleep(long millis) {
        later(now + millis, Objects.requireNonNull(running), null);
        Fiber.stop();
    }

    /** A message of the running thread is under way, mostly quickly. */
    public void travel() {
        SimProcess process = current();
        sleep(delay());
        process.hasCalled();
        if (!process.isAlive() || process.frozenUntil() > now) {
            sleep(0);
        }
    }

    /** How long a message is under way. */
    public long delay() {
        if (calm) {
            return dice.below(3);
        }
        int luck = dice.below(1_000);
        if (luck < 900) {
            return dice.below(4);
        }
        if (luck < 980) {
            return dice.below(200);
        }
        return luck < 996 ? dice.below(1_500) : dice.below(8_000);
    }

    /** The process whose thread is running. */
    public SimProcess current() {
        return Objects.requireNonNull(running).process();
    }

    /** Whether a thread is running, and not a happening. */
    public boolean isAnybodyRunning() {
        return running != null;
    }

    /**
     * Goes on until then, or until a promise is broken.
     *
     * @throws Error what was broken
     */
    public void runUntil(long time) {
        while (broken == null) {
            Step next = steps.peek();
            if (next == null || next.at > time) {
                now = time;
                break;
            }
            steps.remove();
            take(next);
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void take(Step step) {
        if (step.fiber != null) {
            SimProcess process = step.fiber.process();
            if (!process.isAlive()) {
                return;
            }
            if (process.frozenUntil() > step.at) {
                later(process.frozenUntil(), step.fiber, null);
                return;
            }
        }
        now = step.at;
        taken++;
        if (step.fiber != null) {
            running = step.fiber;
            step.fiber.run();
            running = null;
        } else {
            Objects.requireNonNull(step.happening).run();
        }
    }

    /** The first promise that was broken ends the schedule, whoever catches what is thrown. */
    public void fail(Error error) {
        if (broken == null) {
            broken = error;
        }
    }

    /** Writes down what happens, if anybody wants to read it. */
    public void note(Supplier<String> what) {
        if (trace != null) {
            long millis = now - BEGINNING;
            trace.add(
                    "%4d.%03d s  %-22s %s"
                            .formatted(
                                    millis / 1_000,
                                    millis % 1_000,
                                    running == null ? "*" : running.toString(),
                                    what.get()));
        }
    }

    public List<String> trace() {
        return trace == null ? List.of() : trace;
    }
}
