package io.couponrush.localstack;

import static java.util.stream.Collectors.joining;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * What is known when a broker doesn't acknowledge what it should. In one line, for such a failure
 * is rare, and of a build elsewhere the first line is often all there is to read.
 */
final class KafkaEvidence {

    private static final int BOUND_MILLIS = 5_000;
    private static final int LINES = 5;
    private static final Set<String> COUNTS =
            Set.of(
                    "request-total",
                    "response-total",
                    "record-retry-total",
                    "connection-creation-total",
                    "failed-authentication-total");

    private KafkaEvidence() {}

    static String of(KafkaPart kafka, String topic, KafkaProducer<?, ?> producer) {
        return "broker: %s; topic: %s; producer: %s; log: %s"
                .formatted(
                        kafka.ended().isDone() ? kafka.ended().join() : "runs",
                        describe(kafka, topic),
                        counts(producer),
                        log(kafka.log()));
    }

    private static String describe(KafkaPart kafka, String topic) {
        try (Admin admin = KafkaClients.admin(kafka)) {
            return admin.describeTopics(
                            List.of(topic), new DescribeTopicsOptions().timeoutMs(BOUND_MILLIS))
                    .allTopicNames()
                    .get()
                    .toString();
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String counts(KafkaProducer<?, ?> producer) {
        TreeMap<String, Object> counts = new TreeMap<>();
        producer.metrics()
                .forEach(
                        (name, metric) -> {
                            if (name.group().equals("producer-metrics")
                                    && COUNTS.contains(name.name())) {
                                counts.put(name.name(), metric.metricValue());
                            }
                        });
        return counts.toString();
    }

    /**
     * The last lines that are more than information; of a container, how to read them.
     *
     * @param place a file, or a command
     */
    private static String log(String place) {
        Path file = Path.of(place);
        if (!Files.isRegularFile(file)) {
            return place;
        }
        try {
            List<String> lines =
                    Files.readAllLines(file).stream()
                            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                            .toList();
            return lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(joining(" | "));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
