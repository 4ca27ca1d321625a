package io.couponrush.worker.model;

import io.couponrush.worker.sim.Dice;
import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.SimKafka;
import io.couponrush.worker.sim.SimRedis;
import io.couponrush.worker.sim.Tables;
import io.couponrush.worker.sim.Tables.Coupon;
import io.couponrush.worker.sim.World;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One story, told from its seed: people claim while things break, then all is made whole. */
final class Schedule {

    /** Milliseconds in which things break. */
    private static final int SHORT_TROUBLE = 9_000;

    private static final int LONG_TROUBLE = 24_000;

    /**
     * A lease of 10 s, an announcer's of 30 s, a rebuild and a ripe look: in this time all is done.
     */
    private static final int REST_WITHIN = 90_000;

    private static final int LOOK = 1_000;

    private final World world;
    private final Dice dice;
    private final Promises promises;
    private final Servers servers;
    private final Faults faults;
    private final int trouble;
    private final List<SimGateway> gateways = new ArrayList<>();
    private final List<SimWorker> workers = new ArrayList<>();

    private Schedule(long seed, Mutation mutation, SimRedis.Interpreter lua, boolean traced) {
        dice = new Dice(seed);
        world = new World(dice, traced);
        Later later = new Later();
        SimDatabase database = new SimDatabase(world, later::committed);
        Tables tables = database.tables();
        promises = new Promises(world, tables);
        SimRedis redis = new SimRedis(world, lua, mutation.edit(), promises::ran);
        SimKafka kafka = new SimKafka(world, later::spoil);
        servers =
                new Servers(
                        world, redis, kafka, database, new Catalogue(world), promises, mutation);
        trouble = dice.oneIn(6) ? LONG_TROUBLE : SHORT_TROUBLE;
        faults = new Faults(servers, gateways, workers, trouble, later::handleALetter);
        later.schedule = this;
        promises.watch(redis);
        tables.guardOff = mutation == Mutation.GUARD_OFF;
        tables.uniqueKeyOff = mutation == Mutation.UNIQUE_KEY_OFF;
        tables.outageLooksLikeFault = mutation == Mutation.OUTAGE_TAKEN_FOR_POISON;
        tables.attemptsForgotten = mutation == Mutation.GATE_MADE_TWICE;
        tables.discardsUnseen = mutation == Mutation.DISCARD_OVERTAKEN;
        tables.discardForgotten = mutation == Mutation.DISCARD_FORGOTTEN;
        tables.duplicateCheckOff =
                mutation == Mutation.DUPLICATE_CHECK_OFF || mutation == Mutation.UNIQUE_KEY_OFF;
    }

    /** Whoever is told of what happens exists only after the servers. */
    private static final class Later {

        private @Nullable Schedule schedule;

        void handleALetter() {
            if (schedule != null) {
                schedule.handleALetter();
            }
        }

        void committed() {
            if (schedule != null) {
                schedule.promises.committed();
            }
        }

        ProducerRecord<byte[], byte[]> spoil(ProducerRecord<byte[], byte[]> record) {
            return schedule == null ? record : schedule.faults.spoil(record);
        }
    }

    /**
     * What came of a schedule.
     *
     * @param broken null if all promises were kept
     */
    record Result(long seed, @Nullable Error broken, long steps, List<String> trace) {}

    static Result run(long seed, Mutation mutation, SimRedis.Interpreter lua, boolean traced) {
        Schedule schedule = new Schedule(seed, mutation, lua, traced);
        Error broken = null;
        Silence.begin();
        try {
            schedule.run();
        } catch (Error e) {
            broken = e;
        } finally {
            Silence.end();
        }
        return new Result(seed, broken, schedule.world.stepsTaken(), schedule.world.trace());
    }

    private void run() {
        Coupon coupon = servers.database().tables().coupon;
        coupon.total = dice.between(1, 4);
        coupon.opensAt = World.BEGINNING + dice.between(-5_000, 1_500);
        coupon.closesAt = World.BEGINNING + 3_600_000;
        coupon.announceAfter = World.BEGINNING;
        for (int i = 0; i < 2; i++) {
            gateways.add(new SimGateway(servers, "gateway" + i));
            workers.add(new SimWorker(servers, "worker" + i));
        }
        int users = dice.between(2, 7);
        for (int user = 1; user <= users; user++) {
            Client client = new Client(world, gateways, user, dice.between(2, 8));
            world.at(World.BEGINNING + dice.between(500, trouble - 4_000), client::claim);
        }
        faults.plan(dice.between(0, 4));
        admin(World.BEGINNING + dice.between(3_000, 8_000));
        world.runUntil(World.BEGINNING + trouble);
        faults.heal();
        rest("P3");
        promises.atRest();
        everybodyAsks(users);
        rest("P4");
        promises.atRest();
        promises.allGone();
    }

    /** Deals with a letter, this way or that, every few seconds. */
    private void admin(long at) {
        world.at(
                at,
                () -> {
                    handleALetter();
                    admin(world.now() + dice.between(1_000, world.isCalm() ? 1_500 : 8_000));
                });
    }

    private void handleALetter() {
        List<Tables.Letter> letters = letters(it -> it.state.equals("NEW"));
        if (letters.isEmpty() || dice.oneIn(4)) {
            letters = letters(_ -> true);
        }
        if (letters.isEmpty()) {
            return;
        }
        Tables.Letter letter = letters.get(dice.below(letters.size()));
        SimWorker worker = workers.get(dice.below(workers.size()));
        // what is nobody's dies again, and replaying it for ever is no way to rest
        boolean discard = dice.oneIn(2) || (world.isCalm() && letter.user == 0);
        if (discard) {
            worker.ask(it -> it.discard(letter.id));
        } else {
            worker.ask(it -> it.replay(letter.id));
        }
    }

    private List<Tables.Letter> letters(Predicate<Tables.Letter> which) {
        return servers.database().tables().letters.stream().filter(which).toList();
    }

    private void rest(String promise) {
        long patience = world.now() + REST_WITHIN;
        String unrest = promises.unrest();
        while (unrest != null || !drained()) {
            if (world.now() > patience) {
                PromiseBroken late =
                        new PromiseBroken(
                                promise,
                                "no rest after "
                                        + REST_WITHIN
                                        + " ms: "
                                        + unrest
                                        + " "
                                        + servers.redis().text());
                world.note(late::getMessage);
                throw late;
            }
            world.runUntil(world.now() + LOOK);
            unrest = promises.unrest();
        }
    }

    private boolean drained() {
        return servers.kafka().isDrained();
    }

    /** More people than there are coupons, and each asks until somebody answers. */
    private void everybodyAsks(int users) {
        List<Client> newcomers = new ArrayList<>();
        long total = servers.database().tables().coupon.total;
        for (int i = 1; i <= total + 1; i++) {
            Client newcomer = new Client(world, gateways, users + i, 1_000);
            newcomers.add(newcomer);
            world.at(world.now() + 2_500 + dice.below(500), newcomer::claim);
        }
        long patience = world.now() + REST_WITHIN;
        while (!newcomers.stream().allMatch(Client::isAnswered)) {
            if (world.now() > patience) {
                throw new PromiseBroken(
                        "P4", "somebody is never answered: " + servers.redis().text());
            }
            world.runUntil(world.now() + LOOK);
        }
    }
}
