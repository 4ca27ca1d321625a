package io.couponrush.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where this process may be told to die, as if by kill -9: no shutdown hook, no flush, no farewell.
 * Or to freeze, until somebody sends SIGCONT. Unarmed points do nothing.
 */
public final class CrashPoints {

    /** As after signal 9. */
    private static final int KILLED = 137;

    private final Map<String, Armed> armed = new ConcurrentHashMap<>();

    private record Armed(AtomicInteger passes, boolean freeze) {}

    /**
     * @param passes how many may still pass: 0 dies at the next
     * @param freeze instead of dying
     */
    public void arm(String point, int passes, boolean freeze) {
        armed.put(point, new Armed(new AtomicInteger(passes), freeze));
    }

    /** Does nothing unless the point is armed. */
    public void pass(String point) {
        Armed here = armed.get(point);
        if (here == null || here.passes.getAndDecrement() > 0) {
            return;
        }
        if (!here.freeze) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (armed.remove(point, here)) {
            freeze();
        }
    }

    private static void freeze() {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            // stopped in the middle of waiting for it
            var _ = new ProcessBuilder("sh", "-c", "kill -STOP " + self).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
