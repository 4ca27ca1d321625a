package io.couponrush.system.drill;

import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Await;

import java.time.Duration;
import java.util.List;

/** What happens to a worker. */
final class WorkerFaults {

    private static final Duration OCCASION = Duration.ofSeconds(10);

    /** Two sessions and more, also in a brief run. */
    static final Duration ZOMBIE = Duration.ofSeconds(36);

    private static final List<String> POINTS =
            List.of("before-commit", "after-commit", "before-offset");

    private WorkerFaults() {}

    /** Signal 9, in three of four rounds exactly within a batch. */
    static void killed(Stage stage) throws Exception {
        Service worker = stage.oneOf(stage.product().workers());
        int where = stage.random().nextInt(POINTS.size() + 1);
        if (where == POINTS.size()) {
            worker.kill();
            stage.struck();
            stage.note(worker.name() + " killed");
        } else {
            stage.arm(worker, POINTS.get(where), stage.random().nextInt(10));
            stage.awaitDeath(worker, OCCASION);
        }
        // longer than its session: its partitions must have moved before it is back
        stage.pause(Duration.ofMillis(stage.random().nextLong(1_000, 12_000)));
        worker.start();
        stage.note(worker.name() + " up again");
    }

    /**
     * Frozen with a transaction that is all but committed, for longer than its session: others take
     * its partitions over, and then it goes on as if nothing had been.
     */
    static void zombie(Stage stage) throws Exception {
        Service worker = stage.oneOf(stage.product().workers());
        stage.armFreeze(worker, POINTS.getFirst(), stage.random().nextInt(10));
        if (!Await.until(worker::isFrozen, OCCASION)) {
            stage.note(worker.name() + " never came by");
            worker.freeze();
        }
        stage.note(worker.name() + " is frozen");
        stage.pause(stage.outage(ZOMBIE));
        worker.thaw();
        stage.note(worker.name() + " goes on");
    }

    /** One joins or leaves every two seconds, in peace or not. */
    static void rebalanceStorm(Stage stage) throws Exception {
        long end = System.nanoTime() + stage.outage(Duration.ofSeconds(60)).toNanos();
        List<Service> workers = stage.product().workers();
        Service moving = stage.oneOf(workers);
        int moves = 0;
        while (System.nanoTime() - end < 0) {
            long due = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            if (!moving.isAlive()) {
                moving.begin();
            } else if (stage.random().nextBoolean()) {
                moving.kill();
            } else {
                moving.stop();
            }
            moves++;
            stage.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        stage.note(moving.name() + " has come and gone " + moves + " times");
        if (!moving.isAlive()) {
            moving.begin();
        }
        moving.awaitReady();
        stage.note(moving.name() + " up again");
    }
}
