package io.couponrush.system.lab;

import io.couponrush.system.measure.Machine;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What both commands do with their options. */
final class Strategies {

    /** Sockets besides the load's own, files and jars. */
    private static final int OTHER_FILES = 400;

    private Strategies() {}

    /**
     * @param names none: all that are compared
     */
    static List<Strategy> of(List<String> names) {
        return names.isEmpty()
                ? Strategy.compared()
                : names.stream().map(Strategy::named).distinct().toList();
    }

    /** Far above accounts, and other than in the run before. */
    static long firstUser() {
        return ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42);
    }

    /**
     * @throws IllegalStateException if so many connections may not be open
     */
    static void requireFiles(int connections) {
        long allowed = Machine.openFilesLimit();
        if (connections + OTHER_FILES > allowed) {
            throw new IllegalStateException(
                    "%d users need more open files than the %d that ulimit -n allows"
                            .formatted(connections, allowed));
        }
    }
}
