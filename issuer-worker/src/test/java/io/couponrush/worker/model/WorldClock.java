package io.couponrush.worker.model;

import io.couponrush.worker.sim.World;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clocks of a process: its wall clock may be wrong, its monotonic one runs as fast as all. */
final class WorldClock extends Clock {

    private final World world;
    private final int skewMillis;

    WorldClock(World world, int skewMillis) {
        this.world = world;
        this.skewMillis = skewMillis;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(world.now() + skewMillis);
    }

    long nanoTime() {
        return (world.now() - World.BEGINNING) * 1_000_000;
    }
}
