package io.couponrush.system;

import java.nio.file.Path;

/** Where the project lies, and where a running product keeps its state. */
record Home(Path project) {

    /**
     * @throws IllegalStateException if the rush script did not say
     */
    static Home ofProject() {
        String home = System.getProperty("rush.home");
        if (home == null) {
            throw new IllegalStateException("start this with ./rush, which sets rush.home");
        }
        return new Home(Path.of(home));
    }

    Path state() {
        return project.resolve(".rush");
    }

    /** Measurements that the project keeps. */
    Path results() {
        return project.resolve("docs").resolve("results");
    }
}
