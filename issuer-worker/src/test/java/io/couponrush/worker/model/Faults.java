package io.couponrush.worker.model;

import io.couponrush.events.Topics;
import io.couponrush.worker.intake.DeadLetterHeaders;
import io.couponrush.worker.sim.Dice;
import io.couponrush.worker.sim.SimProcess;
import io.couponrush.worker.sim.SimRedis;
import io.couponrush.worker.sim.Tables;
import io.couponrush.worker.sim.World;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.dao.DataAccessException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What goes wrong in a schedule, and when.
 *
 * <p>Long, because it is the list of all that can go wrong.
 */
final class Faults {

    private static final byte[] SPOILT = "{".getBytes(StandardCharsets.UTF_8);

    private final Servers servers;
    private final World world;
    private final Dice dice;
    private final SimRedis redis;
    private final List<SimGateway> gateways;
    private final List<SimWorker> workers;
    private final int until;
    private final Runnable admin;
    private final SimProcess admins;

    /**
     * @param until milliseconds from the beginning, when all is made whole again
     * @param admin does something to a dead letter, if there is one
     */
    Faults(
            Servers servers,
            List<SimGateway> gateways,
            List<SimWorker> workers,
            int until,
            Runnable admin) {
        this.servers = servers;
        this.world = servers.world();
        this.dice = world.dice();
        this.redis = servers.redis();
        this.gateways = gateways;
        this.workers = workers;
        this.until = until;
        this.admin = admin;
        this.admins = world.process("admins");
    }

    private enum Kind {
        GATEWAY_KILLED,
        GATEWAY_FROZEN,
        WORKER_KILLED,
        WORKER_FROZEN,
        REDIS_RESTARTED,
        REDIS_PROMOTED,
        REDIS_FROZEN,
        REDIS_REWOUND,
        REDIS_LOSES_A_KEY,
        KAFKA_AWAY,
        DATABASE_AWAY,
        REBALANCE,
        OFFSETS_RESET,
        POISON,
        CURSE,
        CAUGHT_IN_HAND,
        LOST_IN_HAND,
        DESK_IN_DOUBT,
        GIVEN_UP_AND_REPEATED,
        REBUILD_INTERRUPTED,
        RAISE,
        PAUSE
    }

    void plan(int number) {
        for (int i = 0; i < number; i++) {
            Kind kind = Kind.values()[dice.below(Kind.values().length)];
            world.at(World.BEGINNING + dice.between(500, until - 4_000), () -> happen(kind));
        }
    }

    private void after(int millis, Runnable then) {
        world.at(Math.min(world.now() + millis, World.BEGINNING + until), then);
    }

    private void happen(Kind kind) {
        switch (kind) {
            case GATEWAY_KILLED -> {
                int which = dice.below(gateways.size());
                kill(() -> gateways.get(which).process(), () -> restartGateway(which));
            }
            case WORKER_KILLED -> {
                int which = dice.below(workers.size());
                kill(() -> workers.get(which).process(), () -> restartWorker(which));
            }
            case GATEWAY_FROZEN -> freeze(gateways.get(dice.below(gateways.size())).process());
            case WORKER_FROZEN -> freeze(workers.get(dice.below(workers.size())).process());
            case REDIS_RESTARTED -> restartRedis();
            case REDIS_PROMOTED -> promote();
            case REDIS_FROZEN -> redis.freeze(dice.between(200, 4_000));
            case REDIS_REWOUND -> {
                servers.promises().rewound();
                redis.rewind(dice.between(1, 10));
            }
            case REDIS_LOSES_A_KEY ->
                    redis.lose(dice.oneIn(2) ? Promises.KEYS.gate() : Promises.KEYS.tickets());
            case KAFKA_AWAY -> {
                servers.kafka().crash();
                after(dice.between(100, 6_000), servers.kafka()::heal);
            }
            case DATABASE_AWAY -> {
                servers.database().crash();
                after(dice.between(100, 6_000), servers.database()::heal);
            }
            case REBALANCE -> servers.kafka().rebalanceAll();
            case OFFSETS_RESET -> repeatAll();
            case POISON -> poison();
            case CURSE -> curse();
            case RAISE -> raise();
            case PAUSE -> {
                edit(coupon -> coupon.state = world.isCalm() ? "OPEN" : "PAUSED");
                after(dice.between(200, 4_000), () -> edit(coupon -> coupon.state = "OPEN"));
            }
            case CAUGHT_IN_HAND ->
                    gateways.get(dice.below(gateways.size())).interruptNextHandOver(() -> {});
            case LOST_IN_HAND -> // admitted and not sent, when Redis forgets it
                    gateways.get(dice.below(gateways.size()))
                            .interruptNextHandOver(
                                    () ->
                                            after(
                                                    dice.below(800),
                                                    dice.oneIn(3)
                                                            ? this::promote
                                                            : this::restartRedis));
            case DESK_IN_DOUBT -> {
                restartRedis();
                for (int i = 0; i < 4; i++) {
                    after(dice.between(100, 5_000), admin);
                }
            }
            case GIVEN_UP_AND_REPEATED -> {
                admin.run();
                after(dice.between(50, 3_000), this::repeatAll);
            }
            case REBUILD_INTERRUPTED -> {
                restartRedis();
                after(dice.between(1_000, 7_000), this::stopTheLeader);
            }
        }
    }

    /** At once, or in the middle of its work. */
    private void kill(Supplier<SimProcess> which, Runnable restart) {
        SimProcess process = which.get();
        Runnable fate =
                () -> {
                    world.note(() -> "FAULT: kill -9 " + process.name());
                    process.kill();
                    after(dice.between(100, 5_000), restart);
                };
        if (!process.isAlive()) {
            return;
        }
        if (dice.oneIn(3)) {
            fate.run();
        } else {
            process.afterCalls(dice.between(1, 40), fate);
        }
    }

    private void freeze(SimProcess process) {
        Runnable fate =
                () -> {
                    long wake =
                            Math.min(
                                    world.now() + dice.between(500, 15_000),
                                    World.BEGINNING + until);
                    world.note(
                            () ->
                                    "FAULT: "
                                            + process.name()
                                            + " stands still until "
                                            + (wake - World.BEGINNING));
                    process.freezeUntil(wake);
                };
        if (dice.oneIn(3)) {
            fate.run();
        } else {
            process.afterCalls(dice.between(1, 40), fate);
        }
    }

    void restartGateway(int which) {
        if (!gateways.get(which).process().isAlive()) {
            gateways.set(which, new SimGateway(servers, "gateway" + which));
        }
    }

    void restartWorker(int which) {
        if (!workers.get(which).process().isAlive()) {
            workers.set(which, new SimWorker(servers, "worker" + which));
        }
    }

    private void repeatAll() {
        servers.kafka().topic(Topics.ISSUE_REQUESTS).resetOffsets();
    }

    private void stopTheLeader() {
        for (int i = 0; i < workers.size(); i++) {
            SimProcess process = workers.get(i).process();
            if (process.name().equals(servers.database().tables().leaseHolder)) {
                int which = i;
                if (dice.oneIn(3)) {
                    kill(() -> process, () -> restartWorker(which));
                } else {
                    freeze(process);
                }
            }
        }
    }

    private void restartRedis() {
        redis.crash();
        int lost = dice.oneIn(3) ? 0 : dice.between(1, 12);
        boolean empty = dice.oneIn(5);
        after(
                dice.between(1, 3_000),
                () -> {
                    if (empty) {
                        redis.restartEmpty();
                    } else {
                        redis.restart(lost);
                    }
                });
    }

    private void promote() {
        redis.promote(dice.between(0, 12));
        if (dice.oneIn(4)) {
            after(dice.between(500, 6_000), redis::demote);
        } else {
            after(dice.between(1, 12_000), redis::fence);
        }
    }

    private void curse() {
        long user = dice.between(1, 6);
        world.note(() -> "FAULT: claims of user " + user + " can't be processed");
        servers.database().tables().cursed.add(user);
        servers.database().tables().everCursed.add(user);
    }

    private void raise() {
        int more = dice.between(1, 2);
        edit(coupon -> coupon.total += world.isCalm() ? 0 : more);
    }

    /** In a transaction of its own, as any admin's, who tries again if it fails and all is calm. */
    private void edit(Consumer<Tables.Coupon> change) {
        world.start(
                admins,
                "edit",
                () -> {
                    boolean done = false;
                    while (!done) {
                        try {
                            done = servers.database().update("coupon", () -> edited(change));
                        } catch (DataAccessException e) {
                            world.note(() -> "the edit fails: " + e.getMessage());
                            done = !world.isCalm();
                        }
                    }
                });
    }

    private boolean edited(Consumer<Tables.Coupon> change) {
        Tables.Coupon coupon = servers.database().tables().coupon;
        change.accept(coupon);
        coupon.version++;
        coupon.announceAfter = world.now();
        world.note(() -> "an admin edits: total " + coupon.total + ", " + coupon.state);
        return true;
    }

    private int poison;

    /** The next record is spoilt, or somebody else writes into the topic. */
    private void poison() {
        if (dice.oneIn(2)) {
            poison++;
        } else {
            world.note(() -> "FAULT: a record that is nobody's");
            servers.kafka()
                    .topic(Topics.ISSUE_REQUESTS)
                    .append(
                            new ProducerRecord<>(
                                    Topics.ISSUE_REQUESTS,
                                    null,
                                    new byte[] {(byte) dice.below(9)},
                                    SPOILT));
        }
    }

    /** A record on its way to the broker: its value is lost, whose it was is still to be read. */
    ProducerRecord<byte[], byte[]> spoil(ProducerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.ISSUE_REQUESTS)) {
            return record;
        }
        String value = new String(record.value(), StandardCharsets.UTF_8);
        int epoch = value.indexOf("\"epoch\":");
        if (epoch > 0 && record.headers().lastHeader(DeadLetterHeaders.REPLAY_OF) == null) {
            int end = epoch + 8;
            while (Character.isDigit(value.charAt(end))) {
                end++;
            }
            servers.promises().sent(Long.parseLong(value.substring(epoch + 8, end)));
        }
        if (poison == 0) {
            return record;
        }
        poison--;
        world.note(() -> "FAULT: the record is poison");
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), SPOILT, record.headers());
    }

    /** Everything is whole again, and stays so. */
    void heal() {
        world.note(() -> "all is whole again");
        redis.heal();
        servers.kafka().heal();
        servers.database().heal();
        servers.database().tables().cursed.clear();
        if (!servers.database().tables().coupon.state.equals("OPEN")) {
            edit(coupon -> coupon.state = "OPEN");
        }
        poison = 0;
        for (int i = 0; i < gateways.size(); i++) {
            gateways.get(i).process().afterCalls(0, () -> {});
            gateways.get(i).interruptNextHandOver(null);
            restartGateway(i);
        }
        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).process().afterCalls(0, () -> {});
            restartWorker(i);
        }
        world.calmDown();
    }
}
