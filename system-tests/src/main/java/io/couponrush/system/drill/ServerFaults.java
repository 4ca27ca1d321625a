package io.couponrush.system.drill;

import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.couponrush.localstack.RedisPart;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.drill.Drill.Fault;

import java.time.Duration;
import java.util.function.Function;

/** What happens to Redis, Kafka and the database, and what they and the services do frozen. */
final class ServerFaults {

    /** What is promised; a gate that stays shut for longer fails the round. */
    private static final Duration REOPENED = Duration.ofSeconds(60);

    /** A consumer that is silent for six seconds has lost its partitions. */
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(10);

    private ServerFaults() {}

    /** Signal 9, and back with its data after so long. */
    static Fault killed(Function<LocalStack, Part> which, Duration away) {
        return stage -> {
            Part part = which.apply(stage.servers());
            Stage.Step step =
                    () -> {
                        part.kill();
                        stage.note(part.name() + " killed");
                        stage.pause(away.isZero() ? shortly(stage) : stage.outage(away));
                    };
            if (part instanceof RedisPart) {
                stage.whileClosed(step);
            } else {
                step.run();
            }
            part.restart();
            stage.note(part.name() + " up again");
        };
    }

    /** SIGSTOP: it keeps its connections and answers nothing. */
    static Fault frozen(Function<LocalStack, Part> which, Duration time) {
        return stage -> {
            Part part = which.apply(stage.servers());
            part.freeze();
            stage.note(part.name() + " frozen");
            if (part instanceof RedisPart) {
                stage.whileClosed(() -> stage.pause(stage.outage(time)));
            } else {
                stage.pause(stage.outage(time));
            }
            part.thaw();
            stage.note(part.name() + " goes on");
        };
    }

    static Fault frozenService(Function<Product, Service> which, Duration time) {
        return stage -> {
            Service service = which.apply(stage.product());
            service.freeze();
            stage.note(service.name() + " frozen");
            stage.pause(stage.outage(time));
            service.thaw();
            stage.note(service.name() + " goes on");
        };
    }

    /** As if the machine had lost power: what came in the last second was never on the disk. */
    static void redisLosesTheLastSecond(Stage stage) throws Exception {
        redisGoesBack(stage, Duration.ofSeconds(1));
    }

    /** A replica that was long cut off takes over. */
    static void oldSnapshotTakesOver(Stage stage) throws Exception {
        redisGoesBack(stage, Duration.ofMillis(stage.random().nextLong(2_000, 4_000)));
    }

    private static void redisGoesBack(Stage stage, Duration time) throws Exception {
        RedisPart redis = stage.servers().redis();
        long mark = redis.mark();
        stage.pause(time);
        try (RebuildWatch rebuilds = RebuildWatch.of(stage)) {
            long lost = redis.restartFrom(mark);
            stage.note(
                    "Redis restarted without the last " + time.toMillis() + " ms: " + lost + " B");
            reopened(stage, rebuilds, System.nanoTime());
            stage.closedWhile(rebuilds.windows());
        }
    }

    static void redisComesBackEmpty(Stage stage) throws Exception {
        redisComesBackEmpty(stage, () -> {});
    }

    /**
     * The worker holds polls that another has finished long since, and as the gate is shut nothing
     * comes after them: an offset that it sets back stays there, and the rebuild waits for it.
     */
    static void aWorkerComesBackBeforeAnEmptyRedis(Stage stage) throws Exception {
        Service worker = stage.product().worker();
        worker.freeze();
        stage.note(worker.name() + " frozen");
        stage.pause(LONGER_THAN_A_SESSION);
        redisComesBackEmpty(
                stage,
                () -> {
                    worker.thaw();
                    stage.note(worker.name() + " goes on");
                });
    }

    private static void redisComesBackEmpty(Stage stage, Stage.Step meanwhile) throws Exception {
        RedisPart redis = stage.servers().redis();
        try (RebuildWatch rebuilds = RebuildWatch.of(stage)) {
            stage.whileClosed(
                    () -> {
                        redis.kill();
                        stage.note("Redis killed");
                        meanwhile.run();
                        stage.pause(shortly(stage));
                    });
            redis.restartWiped();
            stage.note("Redis up again, empty");
            reopened(stage, rebuilds, System.nanoTime());
            stage.closedWhile(rebuilds.windows());
        }
    }

    /** Waits until the gate is made anew, and then until somebody is answered again. */
    static void reopened(Stage stage, RebuildWatch rebuilds, long from) {
        if (!rebuilds.awaitEnded(REOPENED)) {
            throw new IllegalStateException("no rebuild began and ended within " + REOPENED);
        }
        if (!stage.awaitOpen(REOPENED)) {
            throw new IllegalStateException("the gate is still closed after " + REOPENED);
        }
        stage.measure("gate open again", System.nanoTime() - from);
        stage.note("the gate is open again");
    }

    private static Duration shortly(Stage stage) {
        return Duration.ofMillis(stage.random().nextLong(200, 4_000));
    }
}
