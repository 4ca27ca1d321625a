package io.couponrush.system.drill;

import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.PartName;
import io.couponrush.localstack.product.Product;
import io.couponrush.system.drill.Drill.Crowding;

import java.time.Duration;
import java.util.List;

/** All drills, in the order of their numbers. */
final class Drills {

    private static final Duration FREEZE = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration LONG = MINUTE.multipliedBy(3);

    static final List<Drill> ALL =
            List.of(
                    usual(1, "kill-gateway", "a gateway dies", GatewayFaults::killed),
                    usual(2, "kill-worker", "a worker dies within a batch", WorkerFaults::killed),
                    usual(
                            3,
                            "kill-redis",
                            "Redis dies and comes back with its data",
                            ServerFaults.killed(LocalStack::redis, Duration.ZERO)),
                    usual(
                            4,
                            "redis-last-second",
                            "Redis comes back without its last second",
                            ServerFaults::redisLosesTheLastSecond),
                    usual(
                            5,
                            "redis-empty",
                            "Redis comes back empty",
                            ServerFaults::redisComesBackEmpty),
                    usual(
                            6,
                            "redis-old-snapshot",
                            "an old snapshot takes Redis' place",
                            ServerFaults::oldSnapshotTakesOver),
                    usual(
                            6,
                            "redis-rewound",
                            "Redis goes back in time and stays the same server",
                            RewindFault::strike),
                    usual(
                            7,
                            "kill-kafka",
                            "Kafka dies and comes back",
                            ServerFaults.killed(LocalStack::kafka, Duration.ZERO)),
                    during(
                            7,
                            "kafka-away",
                            "Kafka is away for a minute",
                            ServerFaults.killed(LocalStack::kafka, MINUTE),
                            MINUTE),
                    during(
                            8,
                            "freeze-redis",
                            "Redis freezes for 30 s",
                            ServerFaults.frozen(LocalStack::redis, FREEZE),
                            FREEZE),
                    during(
                            8,
                            "freeze-kafka",
                            "Kafka freezes for 30 s",
                            ServerFaults.frozen(LocalStack::kafka, FREEZE),
                            FREEZE),
                    during(
                            8,
                            "freeze-database",
                            "the database freezes for 30 s",
                            ServerFaults.frozen(LocalStack::database, FREEZE),
                            FREEZE),
                    during(
                            8,
                            "freeze-worker",
                            "a worker freezes for 30 s",
                            ServerFaults.frozenService(Product::worker, FREEZE),
                            FREEZE),
                    during(
                            8,
                            "zombie-worker",
                            "a worker freezes before a commit, and comes back",
                            WorkerFaults::zombie,
                            WorkerFaults.ZOMBIE),
                    during(
                            8,
                            "redis-empty-zombie-worker",
                            "a worker freezes, and comes back shortly before an empty Redis",
                            ServerFaults::aWorkerComesBackBeforeAnEmptyRedis,
                            FREEZE), // a third of it, in a brief round, is still long enough
                    during(
                            8,
                            "freeze-gateway",
                            "a gateway freezes for 30 s",
                            ServerFaults.frozenService(Product::gateway, FREEZE),
                            FREEZE),
                    during(
                            9,
                            "database-away",
                            "the database is away for a minute",
                            ServerFaults.killed(LocalStack::database, MINUTE),
                            MINUTE),
                    during(
                            9,
                            "database-away-long",
                            "the database is away for three minutes",
                            ServerFaults.killed(LocalStack::database, LONG),
                            LONG),
                    new Drill(
                            10,
                            "poison",
                            "six kinds of poison among 10,000 good claims",
                            Crowding.TEN_THOUSAND,
                            TopicFaults::poison),
                    usual(11, "replay", "all requests come three times more", TopicFaults::replay),
                    usual(
                            11,
                            "offsets-reset",
                            "the consumers begin at the beginning again",
                            TopicFaults::offsetsReset),
                    during(
                            12,
                            "rebalance-storm",
                            "consumers join or leave every 2 s for a minute, a worker dies",
                            WorkerFaults::rebalanceStorm,
                            WorkerFaults.STORM),
                    during(
                            13,
                            "full-disk-kafka",
                            "Kafka's disk is full",
                            DiskFaults.full(PartName.KAFKA),
                            DiskFaults.TIME),
                    during(
                            13,
                            "full-disk-database",
                            "the database's disk is full",
                            DiskFaults.full(PartName.DATABASE),
                            DiskFaults.TIME),
                    during(
                            13,
                            "full-disk-redis",
                            "the disk of Redis' append-only file is full",
                            DiskFaults.full(PartName.REDIS),
                            DiskFaults.TIME),
                    during(
                            14,
                            "bad-network",
                            "a link between two processes is slow, cut, reset or half-open",
                            NetworkFaults::badLink,
                            NetworkFaults.TIME),
                    new Drill(
                            15,
                            "clock-jump",
                            "a service's clock is an hour off, and Redis comes back empty",
                            Crowding.during(Duration.ofSeconds(40)),
                            ClockFaults::jumps),
                    usual(
                            16,
                            "slow-clients",
                            "5,000 half-sent requests and bodies of 100 MB",
                            ClientFaults::slowClients),
                    new Drill(
                            17,
                            "rolling-restart",
                            "every process restarts, one by one",
                            Crowding.during(Duration.ofSeconds(50)),
                            RollingRestart::strike),
                    usual(
                            18,
                            "hang-ups",
                            "clients hang up at every point of a claim",
                            ClientFaults::hangUps));

    private Drills() {}

    /**
     * @param wanted a name, a number of the list, or {@code all}
     * @throws IllegalArgumentException if there is none
     */
    static List<Drill> named(String wanted) {
        List<Drill> found =
                ALL.stream()
                        .filter(
                                drill ->
                                        wanted.equals("all")
                                                || wanted.equals(drill.name())
                                                || wanted.equals("" + drill.number()))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no drill " + wanted + "; there are " + names() + ", their numbers, and all");
        }
        return found;
    }

    static String names() {
        return String.join(", ", ALL.stream().map(Drill::name).toList());
    }

    private static Drill usual(int number, String name, String title, Drill.Fault fault) {
        return new Drill(number, name, title, Crowding.USUAL, fault);
    }

    private static Drill during(
            int number, String name, String title, Drill.Fault fault, Duration time) {
        return new Drill(number, name, title, Crowding.during(time), fault);
    }
}
