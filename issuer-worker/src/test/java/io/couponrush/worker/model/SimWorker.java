package io.couponrush.worker.model;

import io.couponrush.events.Topics;
import io.couponrush.worker.announce.SimulatedAnnouncer;
import io.couponrush.worker.desk.SimulatedDesk;
import io.couponrush.worker.intake.SimulatedIntake;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.SimulatedIssue;
import io.couponrush.worker.meters.UnreadMeters;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.progress.SimulatedProgress;
import io.couponrush.worker.recovery.SimulatedRecovery;
import io.couponrush.worker.recovery.SimulatedRecovery.Without;
import io.couponrush.worker.sim.SimProcess;
import io.couponrush.worker.sim.SimTopic;
import io.couponrush.worker.sim.WorkerRedis;
import io.couponrush.worker.sim.World;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;

import java.util.List;
import java.util.function.Consumer;

/** A worker: the product's own objects, put together as its configurations do, and its threads. */
final class SimWorker {

    private static final WorkerMeters METERS = UnreadMeters.make();

    private final Servers servers;
    private final World world;
    private final SimProcess process;
    private final WorldClock clock;
    private @Nullable SimulatedDesk admin;

    SimWorker(Servers servers, String name) {
        this.servers = servers;
        this.world = servers.world();
        this.process = world.process(name);
        this.clock = new WorldClock(world, process.clockSkewMillis());
        // in a thread of the process: the lease asks whose it is
        world.start(process, "main", this::start);
    }

    SimProcess process() {
        return process;
    }

    private void start() {
        WorkerRedis redis = new WorkerRedis(servers.redis());
        ConfirmedSends sends = SimulatedProgress.sends(servers.kafka().producers());
        Progress progress =
                SimulatedProgress.progress(redis, servers.database(), sends, METERS, clock);
        IssueLedger ledger = SimulatedIssue.ledger(servers.database());
        Issuer issuer = SimulatedIssue.issuer(ledger, servers.database(), METERS, clock);
        SimulatedDesk desk =
                new SimulatedDesk(
                        servers.database(), redis, ledger, progress, sends, METERS, clock);
        Mutation mutation = servers.mutation();
        SimTopic requests = servers.kafka().topic(Topics.ISSUE_REQUESTS);
        SimTopic letters = servers.kafka().topic(Topics.ISSUE_REQUESTS_DLT);
        SimulatedRecovery recovery =
                new SimulatedRecovery(
                        servers.database(),
                        redis,
                        requests,
                        letters,
                        sends,
                        METERS,
                        switch (mutation) {
                            case RECONCILER_OFF -> Without.RECONCILER;
                            case REBUILD_DOES_NOT_WAIT -> Without.WAITING;
                            case NO_GRACE -> Without.GRACE;
                            default -> Without.NOTHING;
                        },
                        clock,
                        clock::nanoTime);
        SimulatedAnnouncer announcer =
                new SimulatedAnnouncer(
                        servers.database(),
                        redis,
                        servers.catalogue()::publish,
                        mutation == Mutation.FAIL_CLOSED_OFF,
                        METERS);
        admin = desk;
        consume(
                "intake",
                requests,
                SimulatedIntake.listener(
                        issuer,
                        progress,
                        sends,
                        METERS,
                        mutation == Mutation.SETTLED_BEFORE_COMMIT,
                        clock),
                1_000,
                mutation == Mutation.OFFSETS_FIRST);
        consume("letters", letters, desk.listener(clock), 2_000, false);
        every("recovery", 1_000, recovery::round);
        every("announcer", 2_000, announcer::announceDue);
    }

    /** A request of an admin comes in, if somebody is there. */
    void ask(Consumer<SimulatedDesk> request) {
        SimulatedDesk desk = admin;
        if (desk != null && process.isAlive()) {
            world.start(process, "admin", () -> attempt(() -> request.accept(desk)));
        }
    }

    private void every(String name, int millis, Runnable round) {
        world.start(
                process,
                name,
                () -> {
                    while (true) {
                        world.sleep(millis);
                        attempt(round);
                    }
                });
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            world.note(() -> "gives up: " + e);
            return false;
        }
    }

    /**
     * @param idle milliseconds until a consumer that found nothing looks again, at most
     */
    private void consume(
            String name,
            SimTopic topic,
            BatchMessageListener<byte[], byte[]> listener,
            int idle,
            boolean offsetsFirst) {
        SimTopic.Consumer consumer = topic.join(process);
        world.start(
                process,
                name,
                () -> {
                    while (true) {
                        List<ConsumerRecord<byte[], byte[]>> batch =
                                consumer.poll(world.dice().between(1, 4));
                        if (batch.isEmpty()) {
                            world.sleep(world.dice().between(idle / 4, idle));
                        } else if (!attempt(
                                () -> finish(consumer, listener, batch, offsetsFirst))) {
                            world.sleep(world.dice().between(100, 1_000));
                            consumer.seekToCommitted();
                        }
                    }
                });
    }

    private static void finish(
            SimTopic.Consumer consumer,
            BatchMessageListener<byte[], byte[]> listener,
            List<ConsumerRecord<byte[], byte[]>> batch,
            boolean offsetsFirst) {
        if (offsetsFirst) {
            consumer.commit();
        }
        listener.onMessage(batch);
        consumer.commit();
    }
}
