package io.couponrush.worker.model;

import io.couponrush.worker.sim.SimDatabase;
import io.couponrush.worker.sim.SimKafka;
import io.couponrush.worker.sim.SimRedis;
import io.couponrush.worker.sim.World;

/** Whom the processes of one schedule talk to. */
record Servers(
        World world,
        SimRedis redis,
        SimKafka kafka,
        SimDatabase database,
        Catalogue catalogue,
        Promises promises,
        Mutation mutation) {}
