package io.couponrush.worker.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A thread of a simulated process, stopped at any call of a server and taken up again, or thrown
 * away there, as {@code kill -9} does: no finally block runs. It is the JDK's own continuation,
 * from under its virtual threads: a switch takes a tenth of a microsecond, a hand-over between two
 * threads fifty times that, and 100,000 schedules have 50 million of them.
 */
final class Fiber {

    private static final Object SCOPE;
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;
    private static final MethodHandle IS_DONE;

    static {
        try {
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SCOPE = scope.getConstructor(String.class).newInstance("model");
            NEW =
                    lookup.findConstructor(
                                    type, MethodType.methodType(void.class, scope, Runnable.class))
                            .bindTo(SCOPE)
                            .asType(MethodType.methodType(Object.class, Runnable.class));
            RUN =
                    lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                            .asType(MethodType.methodType(void.class, Object.class));
            YIELD =
                    lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scope))
                            .bindTo(SCOPE);
            IS_DONE =
                    lookup.findVirtual(type, "isDone", MethodType.methodType(boolean.class))
                            .asType(MethodType.methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "run with --add-exports java.base/jdk.internal.vm=ALL-UNNAMED", e);
        }
    }

    private final SimProcess process;
    private final String name;
    private final Object continuation;

    Fiber(SimProcess process, String name, Runnable body) {
        this.process = process;
        this.name = name;
        try {
            this.continuation = NEW.invokeExact(body);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    SimProcess process() {
        return process;
    }

    /** Until it ends or stops itself. */
    void run() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }

    boolean isDone() {
        try {
            return (boolean) IS_DONE.invokeExact(continuation);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the running one. */
    static void stop() {
        try {
            boolean _ = (boolean) YIELD.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return process.name() + " " + name;
    }
}
