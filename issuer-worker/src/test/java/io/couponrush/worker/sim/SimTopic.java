package io.couponrush.worker.sim;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topic, and the one group of consumers that reads it. */
public final class SimTopic {

    private final SimKafka kafka;
    private final String name;
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
    private final long[] committed = new long[SimKafka.PARTITIONS];
    private final @Nullable Consumer[] owners = new @Nullable Consumer[SimKafka.PARTITIONS];
    private final List<Consumer> members = new ArrayList<>();
    private int generation;

    SimTopic(SimKafka kafka, String name) {
        this.kafka = kafka;
        this.name = name;
        for (int i = 0; i < SimKafka.PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    public String name() {
        return name;
    }

    public void append(ProducerRecord<byte[], byte[]> record) {
        Integer wanted = record.partition();
        int partition =
                wanted != null
                        ? wanted
                        : Math.floorMod(Arrays.hashCode(record.key()), SimKafka.PARTITIONS);
        List<ConsumerRecord<byte[], byte[]>> log = partitions.get(partition);
        byte[] value = record.value();
        log.add(
                new ConsumerRecord<>(
                        name,
                        partition,
                        log.size(),
                        kafka.world().now(),
                        TimestampType.CREATE_TIME,
                        record.key().length,
                        value == null ? 0 : value.length,
                        record.key(),
                        value,
                        new RecordHeaders(record.headers()),
                        Optional.empty()));
        kafka.world()
                .note(
                        () ->
                                "broker stores %s-%d@%d of user %s"
                                        .formatted(
                                                name,
                                                partition,
                                                log.size() - 1,
                                                new String(record.key(), StandardCharsets.UTF_8)));
    }

    /** Partition → offset behind its last record. */
    public Map<Integer, Long> ends() {
        kafka.ask();
        Map<Integer, Long> ends = new HashMap<>();
        for (int i = 0; i < SimKafka.PARTITIONS; i++) {
            ends.put(i, (long) partitions.get(i).size());
        }
        return ends;
    }

    /** Partition → offset of the next record. */
    public Map<Integer, Long> committed() {
        kafka.ask();
        Map<Integer, Long> next = new HashMap<>();
        for (int i = 0; i < SimKafka.PARTITIONS; i++) {
            next.put(i, committed[i]);
        }
        return next;
    }

    boolean isRead() {
        return !members.isEmpty();
    }

    /** Whether the group has finished all there is. */
    public boolean isDrained() {
        for (int i = 0; i < SimKafka.PARTITIONS; i++) {
            if (committed[i] < partitions.get(i).size()) {
                return false;
            }
        }
        return true;
    }

    /** The group is made to begin again. */
    public void resetOffsets() {
        Arrays.fill(committed, 0);
        kafka.world().note(() -> "FAULT: offsets of " + name + " are reset to the beginning");
        rebalance();
    }

    /** Partitions change hands, also in the middle of a batch: of who was too slow, say. */
    public void rebalance() {
        generation++;
        members.removeIf(member -> !member.process.isAlive());
        for (int i = 0; i < SimKafka.PARTITIONS; i++) {
            owners[i] =
                    members.isEmpty()
                            ? null
                            : members.get(kafka.world().dice().below(members.size()));
        }
        kafka.world().note(() -> "rebalance of " + name + ", generation " + generation);
    }

    public Consumer join(SimProcess process) {
        Consumer consumer = new Consumer(process);
        members.add(consumer);
        rebalance();
        World world = kafka.world();
        process.whenItDies(
                () ->
                        world.at(
                                world.now() + (world.isCalm() ? 500 : world.dice().below(6_000)),
                                this::rebalance));
        return consumer;
    }

    /** Reads its share of the partitions from where the group has come to. */
    public final class Consumer {

        private final SimProcess process;
        private final long[] positions = new long[SimKafka.PARTITIONS];
        private int seen = -1;

        private Consumer(SimProcess process) {
            this.process = process;
        }

        /** What is there, at most so many. */
        public List<ConsumerRecord<byte[], byte[]>> poll(int limit) {
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            if (!kafka.isUp()) {
                return found;
            }
            if (seen != generation) {
                seen = generation;
                seekToCommitted();
            }
            for (int i = 0; i < SimKafka.PARTITIONS; i++) {
                List<ConsumerRecord<byte[], byte[]>> log = partitions.get(i);
                while (this.equals(owners[i])
                        && positions[i] < log.size()
                        && found.size() < limit) {
                    found.add(log.get(Math.toIntExact(positions[i]++)));
                }
            }
            return found;
        }

        /** All that was polled comes again. */
        public void seekToCommitted() {
            System.arraycopy(committed, 0, positions, 0, positions.length);
        }

        /** All that was polled is done with; refused if partitions have changed hands since. */
        public void commit() {
            kafka.ask();
            if (seen != generation) {
                kafka.world().note(() -> "commit is refused");
                return;
            }
            for (int i = 0; i < SimKafka.PARTITIONS; i++) {
                if (this.equals(owners[i])) {
                    committed[i] = positions[i];
                }
            }
            kafka.world().note(() -> name + " committed " + Arrays.toString(committed));
        }
    }
}
