package io.couponrush.worker.model;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.gate.AdmissionScript;
import io.couponrush.worker.sim.SimProcess;
import io.couponrush.worker.sim.SimRedis;
import io.couponrush.worker.sim.Tables.Coupon;
import io.couponrush.worker.sim.World;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A gateway: the order of calls of its ClaimRoad, with the very scripts, keys, arguments and
 * records. Its classes are another module's, and asynchronous; what decides is in the script.
 */
final class SimGateway {

    private static final int ANSWER_WITHIN = 2_000;

    private final Servers servers;
    private final World world;
    private final SimProcess process;
    private @Nullable Runnable interruption;
    private SimRedis.@Nullable Line line;
    private @Nullable CouponAnnounced known;

    SimGateway(Servers servers, String name) {
        this.servers = servers;
        this.world = servers.world();
        this.process = world.process(name);
        servers.catalogue().read(news -> known = Catalogue.newer(known, news));
        world.start(process, "connection", this::keepConnected);
    }

    SimProcess process() {
        return process;
    }

    private void keepConnected() {
        while (true) {
            SimRedis.Line open = line;
            if (open == null || !open.isOpen()) {
                line = null;
                try {
                    line = servers.redis().connect();
                } catch (DataAccessException e) {
                    world.note(() -> "no connection to redis");
                }
            }
            world.sleep(
                    line == null
                            ? world.dice().between(100, 600)
                            : world.dice().between(200, 2_000));
        }
    }

    /** What a user is answered, once at most: who hears nothing knows nothing. */
    enum Answer {
        ACCEPTED,
        SETTLED,
        SOLD_OUT,
        COME_BACK
    }

    void claim(long user, Consumer<Answer> client) {
        if (process.isAlive()) {
            world.start(process, "claim of " + user, () -> client.accept(claim(user)));
        }
    }

    private Answer claim(long user) {
        long late = world.now() + ANSWER_WITHIN;
        CouponAnnounced coupon = known;
        SimRedis.Line open = line;
        if (coupon == null || open == null) {
            return Answer.COME_BACK;
        }
        Reply reply;
        try {
            reply =
                    Reply.of(
                            servers.redis()
                                    .run(
                                            open,
                                            Scripts.ADMISSION,
                                            AdmissionScript.keys(Promises.KEYS),
                                            AdmissionScript.queued(
                                                    user, open.runId(), coupon.epoch()),
                                            (server, decided) ->
                                                    servers.promises()
                                                            .decided(
                                                                    server,
                                                                    user,
                                                                    coupon.epoch(),
                                                                    Reply.of(decided))));
        } catch (DataAccessException e) {
            return Answer.COME_BACK;
        }
        return switch (reply.outcome()) {
            case "ADMITTED", "QUEUED" -> handOver(user, reply, late);
            case "ISSUED", "REJECTED", "FAILED" -> Answer.SETTLED;
            case "SOLD_OUT", "CLOSED" -> Answer.SOLD_OUT;
            default -> Answer.COME_BACK;
        };
    }

    /** It will stand still, or be killed, with an admitted claim in its hand. */
    void interruptNextHandOver(@Nullable Runnable meanwhile) {
        interruption = meanwhile;
    }

    private Answer handOver(long user, Reply reply, long late) {
        long sequence = reply.number("sequence");
        Runnable meanwhile = interruption;
        if (meanwhile != null) {
            interruption = null;
            meanwhile.run();
            stop();
        }
        try {
            servers.kafka()
                    .send(
                            EventCodec.record(
                                    new CouponIssueRequested(
                                            Coupon.ID,
                                            user,
                                            sequence,
                                            reply.number("epoch"),
                                            Instant.ofEpochMilli(reply.number("now")))));
        } catch (KafkaException e) {
            return Answer.COME_BACK;
        }
        // a process that slept finds its timer and the broker's answer at once
        if (world.now() > late && !world.dice().oneIn(3)) {
            return Answer.COME_BACK;
        }
        servers.promises().accepted(user, sequence);
        world.note(() -> "user " + user + " is answered 202, sequence " + sequence);
        return Answer.ACCEPTED;
    }

    private void stop() {
        if (world.dice().oneIn(4)) {
            world.note(() -> "FAULT: kill -9, between script and publish");
            process.kill();
        } else {
            long millis = world.dice().between(200, world.dice().oneIn(2) ? 4_000 : 12_000);
            world.note(() -> "FAULT: stands still between script and publish for " + millis);
            process.freezeUntil(world.now() + millis);
        }
        world.sleep(0);
    }

    /** Asks for tickets. */
    void poll(long user) {
        if (process.isAlive()) {
            world.start(process, "ticket of " + user, () -> readTicket(user));
        }
    }

    private void readTicket(long user) {
        SimRedis.Line open = line;
        if (open == null) {
            return;
        }
        List<String> keys = new ArrayList<>();
        keys.add(Promises.KEYS.gate());
        keys.add(Promises.KEYS.tickets());
        keys.add(Promises.KEYS.pending());
        keys.add(Promises.KEYS.rejected());
        keys.add(Promises.KEYS.failed());
        try {
            Object _ =
                    servers.redis()
                            .run(
                                    open,
                                    Scripts.TICKETS,
                                    keys,
                                    new Object[] {open.runId(), Long.toString(user)},
                                    (server, replies) ->
                                            servers.promises()
                                                    .ticket(
                                                            server,
                                                            user,
                                                            Reply.of(
                                                                    ((List<?>)
                                                                                    Objects
                                                                                            .requireNonNull(
                                                                                                    replies))
                                                                            .getFirst())));
        } catch (DataAccessException e) {
            world.note(() -> "no ticket can be read");
        }
    }
}
