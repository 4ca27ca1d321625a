package io.couponrush.system.bench;

import java.nio.file.Path;

/**
 * @param rounds how often everything is measured, at least 1; ratios are made within a round
 * @param requests of each kind in a round
 * @param connections kept-alive, one request at a time on each
 * @param backlog how many messages wait when the worker begins to drain
 * @param seed decides the ids of the users
 * @param results folder for the report
 */
record BenchOptions(
        int rounds, int requests, int connections, int backlog, long seed, Path results) {

    BenchOptions {
        if (rounds < 1 || requests < connections || connections < 1 || backlog < 1) {
            throw new IllegalArgumentException(
                    "rounds, connections and backlog start at 1, requests at the connections");
        }
    }
}
