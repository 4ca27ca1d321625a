package io.couponrush.worker.model;

import io.couponrush.worker.model.Schedule.Result;
import io.couponrush.worker.sim.SimRedis.Interpreter;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Many schedules, each in one thread and of its own seed: on every core another one.
 *
 * @param run how many were begun
 * @param broken the one of the lowest seed
 */
record Campaign(long run, long steps, Duration time, Optional<Result> broken) {

    /** Seeds from, from + 1 and so on. */
    static Campaign run(long from, long schedules, Mutation mutation) {
        long started = System.nanoTime();
        AtomicLong next = new AtomicLong(from);
        AtomicLong end = new AtomicLong(from + schedules);
        AtomicLong steps = new AtomicLong();
        int cores = Runtime.getRuntime().availableProcessors();
        List<Future<Optional<Result>>> parts;
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            parts =
                    IntStream.range(0, cores)
                            .mapToObj(_ -> threads.submit(() -> part(next, end, steps, mutation)))
                            .toList();
        }
        Optional<Result> broken =
                parts.stream()
                        .flatMap(part -> result(part).stream())
                        .min(Comparator.comparingLong(Result::seed));
        return new Campaign(
                Math.min(next.get(), end.get()) - from,
                steps.get(),
                Duration.ofNanos(System.nanoTime() - started),
                broken);
    }

    private static Optional<Result> part(
            AtomicLong next, AtomicLong end, AtomicLong steps, Mutation mutation) {
        Interpreter lua = new Interpreter();
        while (true) {
            long seed = next.getAndIncrement();
            if (seed >= end.get()) {
                return Optional.empty();
            }
            Result result = Schedule.run(seed, mutation, lua, false);
            steps.addAndGet(result.steps());
            if (result.broken() != null) {
                // whoever is at a lower seed finishes it, and nobody begins a higher one
                end.accumulateAndGet(seed, Math::min);
                return Optional.of(result);
            }
        }
    }

    private static Optional<Result> result(Future<Optional<Result>> part) {
        try {
            return part.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "%,d schedules, %,d steps in %.1f s%s"
                .formatted(
                        run,
                        steps,
                        time.toMillis() / 1_000.0,
                        broken.map(it -> ", seed " + it.seed() + ": " + it.broken()).orElse(""));
    }
}
