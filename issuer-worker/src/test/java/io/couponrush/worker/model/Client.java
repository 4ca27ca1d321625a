package io.couponrush.worker.model;

import io.couponrush.worker.model.SimGateway.Answer;
import io.couponrush.worker.sim.World;

import java.util.List;

/** A user with a browser: claims, comes back when told to, looks at the ticket, is impatient. */
final class Client {

    private final World world;
    private final List<SimGateway> gateways;
    private final long user;
    private int triesLeft;
    private int attempt;
    private boolean answered;

    Client(World world, List<SimGateway> gateways, long user, int tries) {
        this.world = world;
        this.gateways = gateways;
        this.user = user;
        this.triesLeft = tries;
    }

    long user() {
        return user;
    }

    /** Whether somebody has told him how he stands: that he is in, or too late. */
    boolean isAnswered() {
        return answered;
    }

    private SimGateway any() {
        return gateways.get(world.dice().below(gateways.size()));
    }

    void claim() {
        if (triesLeft-- == 0) {
            return;
        }
        int mine = ++attempt;
        any().claim(user, answer -> told(mine, answer));
        // whoever hears nothing tries again
        world.at(
                world.now() + 3_000,
                () -> {
                    if (attempt == mine) {
                        claim();
                    }
                });
    }

    private void told(int its, Answer answer) {
        if (its != attempt) {
            return;
        }
        attempt++;
        answered |= answer != Answer.COME_BACK;
        switch (answer) {
            case ACCEPTED, SETTLED -> {
                if (world.dice().oneIn(3)) {
                    later(this::look);
                }
                if (world.dice().oneIn(4)) {
                    later(this::claim);
                }
            }
            case SOLD_OUT -> {
                if (world.dice().oneIn(4)) {
                    later(this::claim);
                }
            }
            case COME_BACK -> later(this::claim);
        }
    }

    private void look() {
        any().poll(user);
        if (world.dice().oneIn(2)) {
            later(this::look);
        }
    }

    private void later(Runnable what) {
        world.at(world.now() + world.dice().between(200, 2_500), what);
    }
}
