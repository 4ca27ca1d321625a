package io.couponrush.worker;

import io.couponrush.events.Topics;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

import java.time.Duration;

/**
 * Creates the topics before anything reads or writes them. Replication is the broker's default. A
 * dead letter keeps its partition number, so its topic has as many partitions.
 */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

    /** A record may have 1 MiB, the broker's default; its dead letter has headers besides. */
    private static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024;

    private static final int PULSE_SEGMENT_BYTES = 16 * 1024 * 1024;

    @Bean
    NewTopics topics() {
        return new NewTopics(
                wide(Topics.ISSUE_REQUESTS),
                deadLetters(),
                wide(Topics.ISSUE_RESULTS),
                TopicBuilder.name(Topics.CATALOGUE)
                        .partitions(Topics.CATALOGUE_PARTITIONS)
                        .compact()
                        .build(),
                pulses());
    }

    /** Of use for ten minutes. A segment is dropped as a whole, so it must not last much longer. */
    private static NewTopic pulses() {
        return TopicBuilder.name(Topics.PULSES)
                .partitions(Topics.PULSE_PARTITION + 1)
                .config(TopicConfig.RETENTION_MS_CONFIG, "" + Duration.ofMinutes(15).toMillis())
                .config(TopicConfig.SEGMENT_MS_CONFIG, "" + Duration.ofMinutes(5).toMillis())
                .config(TopicConfig.SEGMENT_BYTES_CONFIG, "" + PULSE_SEGMENT_BYTES)
                .build();
    }

    private static NewTopic deadLetters() {
        return TopicBuilder.name(Topics.ISSUE_REQUESTS_DLT)
                .partitions(Topics.PARTITIONS)
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + DEAD_LETTER_BYTES)
                .build();
    }

    private static NewTopic wide(String name) {
        return TopicBuilder.name(name).partitions(Topics.PARTITIONS).build();
    }
}
