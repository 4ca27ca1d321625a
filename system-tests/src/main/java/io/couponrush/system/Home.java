package io.couponrush.system;

import java.nio.file.Path;

/** Where the project lies, and where a running product keeps its state. */
record Home(Path project, Path state) {

    /**
     * State lies in {@code .rush}, unless RUSH_STATE names another folder: a test leaves the one of
     * the developer alone.
     *
     * @throws IllegalStateException if the rush script did not say
     */
    static Home ofProject() {
        String home = System.getProperty("rush.home");
        if (home == null) {
            throw new IllegalStateException("start this with ./rush, which sets rush.home");
        }
        Path project = Path.of(home);
        String state = System.getenv("RUSH_STATE");
        return new Home(project, state == null ? project.resolve(".rush") : Path.of(state));
    }

    /** Measurements that the project keeps. */
    Path results() {
        return project.resolve("docs").resolve("results");
    }

    /** What Prometheus scrapes, and its rules. */
    Path prometheus() {
        return project.resolve("prometheus");
    }

    /** The module with the load plans. */
    Path jmeter() {
        return project.resolve("jmeter");
    }

    /** The page of a lab. */
    Path lab() {
        return project.resolve("system-tests").resolve("target").resolve("lab");
    }
}
