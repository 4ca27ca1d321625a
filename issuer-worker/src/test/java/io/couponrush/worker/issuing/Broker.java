package io.couponrush.worker.issuing;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The real broker, with a request topic and a group of each test's own. */
@TestComponent
public final class Broker implements AutoCloseable {

    /** Of a test's own sends: the worker's own bounds are missed by a broker on a busy machine. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Map<String, Object> connection;
    private final Map<String, Object> producing;
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Admin admin;

    Broker(KafkaProperties properties) {
        this.connection = properties.buildConsumerProperties();
        this.producing = new HashMap<>(properties.buildProducerProperties());
        producing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        producing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        producing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.producers = new DefaultKafkaProducerFactory<>(producing);
        this.kafka = new KafkaTemplate<>(producers);
        this.admin = Admin.create(properties.buildAdminProperties());
    }

    public Map<String, Object> connection() {
        return connection;
    }

    public Requests requests(int partitions) throws ExecutionException, InterruptedException {
        Requests requests = new Requests("issue-requests-" + UUID.randomUUID(), partitions);
        make(requests);
        return requests;
    }

    private void make(Requests requests) throws ExecutionException, InterruptedException {
        int partitions = requests.partitions;
        admin.createTopics(
                        List.of(
                                new NewTopic(
                                        requests.topic, Optional.of(partitions), Optional.empty())))
                .all()
                .get();
        // A producer that comes before every partition has its leader may stumble over its own
        // sequence numbers until its records expire.
        Patience.await()
                .ignoreException(ExecutionException.class)
                .until(() -> admin.listOffsets(requests.latest()).all().get().size() == partitions);
    }

    /** What comes into a topic from now on. */
    public Reading reading(String topic) {
        return new Reading(connection, topic);
    }

    @Override
    public void close() {
        producers.destroy();
        admin.close();
    }

    /** A topic like the one that gateways write to. */
    public final class Requests {

        private final String topic;
        private final int partitions;

        private Requests(String topic, int partitions) {
            this.topic = topic;
            this.partitions = partitions;
        }

        public String topic() {
            return topic;
        }

        /** The group of all workers of this topic. */
        public String group() {
            return topic;
        }

        /** As if the broker had lost its disk: the topic is there again, and empty. */
        public void lose() throws ExecutionException, InterruptedException {
            admin.deleteTopics(List.of(topic)).all().get();
            Patience.await().until(() -> !admin.listTopics().names().get().contains(topic));
            make(this);
        }

        /** Round about all partitions, a user always on the same. */
        public void send(List<CouponIssueRequested> claims) {
            sendAll(
                    claims.stream()
                            .map(claim -> to((int) (claim.userId() % partitions), claim))
                            .toList());
        }

        public void send(int partition, List<CouponIssueRequested> claims) {
            sendAll(claims.stream().map(claim -> to(partition, claim)).toList());
        }

        public void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
            CompletableFuture.allOf(
                            records.stream().map(kafka::send).toArray(CompletableFuture<?>[]::new))
                    .join();
        }

        /** As a producer of somebody else's may. */
        public void sendCompressed(ProducerRecord<byte[], byte[]> record)
                throws ExecutionException, InterruptedException {
            Map<String, Object> settings = new HashMap<>(producing);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
                producer.send(record).get();
            }
        }

        public ProducerRecord<byte[], byte[]> to(int partition, CouponIssueRequested claim) {
            ProducerRecord<byte[], byte[]> record = EventCodec.record(claim);
            return new ProducerRecord<>(
                    topic, partition, record.key(), record.value(), record.headers());
        }

        /** How many records of all partitions have no offset behind them yet. */
        public long uncommitted() {
            try {
                Map<TopicPartition, OffsetAndMetadata> committed =
                        admin.listConsumerGroupOffsets(group())
                                .partitionsToOffsetAndMetadata()
                                .get();
                long uncommitted = 0;
                for (var end : admin.listOffsets(latest()).all().get().entrySet()) {
                    // null for a partition of which nothing was ever committed
                    Optional<OffsetAndMetadata> offset =
                            Optional.ofNullable(committed.get(end.getKey()));
                    uncommitted +=
                            end.getValue().offset()
                                    - offset.map(OffsetAndMetadata::offset).orElse(0L);
                }
                return uncommitted;
            } catch (ExecutionException e) {
                throw new IllegalStateException("offsets of " + topic, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /**
         * As it happens to who was silent for too long: all members of the group must join anew.
         * Who has left by itself meanwhile is gone, as wanted.
         */
        public void expelAll() {
            try {
                admin.removeMembersFromConsumerGroup(
                                group(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(NestedExceptionUtils.getMostSpecificCause(e)
                        instanceof UnknownMemberIdException)) {
                    throw new IllegalStateException("members of " + group(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private Map<TopicPartition, OffsetSpec> latest() {
            return IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        }

        public void awaitAllCommitted() {
            Patience.await().until(() -> uncommitted() == 0);
        }
    }
}
