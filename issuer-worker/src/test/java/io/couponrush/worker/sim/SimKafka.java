package io.couponrush.worker.sim;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ProducerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A broker: what it has confirmed stays, all else may or may not be there. */
public final class SimKafka {

    static final int PARTITIONS = 2;

    /** How long a producer tries, shorter than the product's: time is short here. */
    private static final long DELIVERY_MILLIS = 4_000;

    private final World world;
    private final UnaryOperator<ProducerRecord<byte[], byte[]>> spoil;
    private final Map<String, SimTopic> topics = new HashMap<>();
    private boolean up = true;
    private int outages;

    /**
     * @param spoil what a record becomes on its way: poison, now and then
     */
    public SimKafka(World world, UnaryOperator<ProducerRecord<byte[], byte[]>> spoil) {
        this.world = world;
        this.spoil = spoil;
    }

    World world() {
        return world;
    }

    public SimTopic topic(String name) {
        return topics.computeIfAbsent(name, _ -> new SimTopic(this, name));
    }

    /**
     * Stores a record, sooner or later.
     *
     * @throws KafkaException if that was not confirmed; it may have been stored all the same
     */
    public void send(ProducerRecord<byte[], byte[]> record) {
        world.travel();
        long patience = world.now() + DELIVERY_MILLIS;
        while (!up && world.now() < patience) {
            world.sleep(500);
        }
        if (!up) {
            throw new TimeoutException("not confirmed");
        }
        ProducerRecord<byte[], byte[]> stored = spoil.apply(record);
        topic(record.topic()).append(stored);
        int outage = outages;
        if (world.dice().oneIn(3)) {
            world.travel();
        }
        if (outage != outages || (!world.isCalm() && world.dice().oneIn(80))) {
            world.note(() -> "the broker's answer is lost");
            throw new TimeoutException("stored, and not confirmed");
        }
    }

    /** A question of an admin client. */
    void ask() {
        world.travel();
        mustBeUp();
    }

    void mustBeUp() {
        if (!up) {
            throw new KafkaException("no broker");
        }
    }

    boolean isUp() {
        return up;
    }

    public ProducerFactory<byte[], byte[]> producers() {
        return () -> SimProducer.of(this);
    }

    public void crash() {
        up = false;
        outages++;
        world.note(() -> "FAULT: the broker is away");
    }

    public void heal() {
        up = true;
        world.note(() -> "the broker is back");
    }

    public void rebalanceAll() {
        topics.values().forEach(SimTopic::rebalance);
    }

    /** Whether all groups have finished all there is. */
    public boolean isDrained() {
        return topics.values().stream().filter(SimTopic::isRead).allMatch(SimTopic::isDrained);
    }
}
