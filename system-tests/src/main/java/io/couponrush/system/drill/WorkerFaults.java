package io.couponrush.system.drill;

import io.couponrush.events.Topics;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to a worker. */
final class WorkerFaults {

    private static final Duration OCCASION = Duration.ofSeconds(10);

    static final Duration STORM = Duration.ofSeconds(60);

    private static final Duration BETWEEN_MOVES = Duration.ofSeconds(2);

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

    /**
     * Every two seconds somebody joins or leaves the group, in turn a guest and all consumers of a
     * worker; the other worker dies in the middle.
     */
    static void rebalanceStorm(Stage stage) throws Exception {
        String servers = stage.servers().kafka().bootstrapServers();
        long end = System.nanoTime() + stage.outage(STORM).toNanos();
        List<Service> workers = new ArrayList<>(stage.product().workers());
        Service dying = stage.oneOf(workers);
        workers.remove(dying);
        Service leaving = workers.getFirst();
        int moves = 0;
        while (System.nanoTime() - end < 0) {
            if (moves % 4 == 0) {
                try (GroupGuest _ =
                        GroupGuest.join(servers, TopicFaults.GROUP, Topics.ISSUE_REQUESTS)) {
                    stage.pause(BETWEEN_MOVES);
                }
            } else {
                stage.consume(leaving, false);
                stage.pause(BETWEEN_MOVES);
                stage.consume(leaving, true);
            }
            stage.pause(BETWEEN_MOVES);
            moves += 2;
            if (moves == 4) {
                dying.kill();
                dying.begin();
                stage.note(dying.name() + " killed and begun again");
            }
        }
        stage.note("a guest or " + leaving.name() + " has joined or left " + moves + " times");
        dying.awaitReady();
    }
}
