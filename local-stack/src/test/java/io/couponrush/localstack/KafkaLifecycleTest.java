package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

class KafkaLifecycleTest {

    private static final int RECORDS = 2_000;

    private final KafkaPart kafka = LocalStack.shared().up().kafka();
    private final String topic = "lifecycle-" + UUID.randomUUID();

    @Test
    void keepsWhatItAcknowledgedOverKillAndForgetsItWhenWiped() throws Exception {
        String address = kafka.bootstrapServers();
        KafkaClients.createTopic(kafka, topic);
        KafkaClients.send(kafka, topic, RECORDS);

        kafka.kill();
        assertThatThrownBy(() -> KafkaClients.trySend(kafka, topic))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        kafka.restart();
        assertThat(KafkaClients.read(kafka, topic)).hasSize(RECORDS);

        kafka.restartWiped();
        try (Admin admin = KafkaClients.admin(kafka)) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertThat(kafka.bootstrapServers()).isEqualTo(address);
    }

    @Test
    void frozenItDoesNotAnswerAndThawedItDoes() throws Exception {
        KafkaClients.createTopic(kafka, topic);
        kafka.freeze();
        try {
            assertThatThrownBy(() -> KafkaClients.trySend(kafka, topic))
                    .hasCauseInstanceOf(TimeoutException.class);
        } finally {
            kafka.thaw();
        }
        KafkaClients.send(kafka, topic, 10);
        assertThat(KafkaClients.read(kafka, topic)).hasSize(10);
    }

    @Test
    void createsNoTopicByItself() {
        try (Admin admin = KafkaClients.admin(kafka)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of(topic)).allTopicNames().get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
        assertThatThrownBy(() -> KafkaClients.trySend(kafka, topic))
                .isInstanceOf(ExecutionException.class);
    }
}
