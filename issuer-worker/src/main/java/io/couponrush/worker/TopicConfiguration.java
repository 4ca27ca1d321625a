package io.couponrush.worker;

import io.couponrush.events.Topics;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/**
 * Creates the topics before anything reads or writes them. Replication is the broker's default. A
 * dead letter keeps its partition number, so its topic has as many partitions.
 */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

    /** A record may have 1 MiB, the broker's default; its dead letter has headers besides. */
    private static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024;

    @Bean
    NewTopics topics() {
        return new NewTopics(
                wide(Topics.ISSUE_REQUESTS),
                deadLetters(),
                wide(Topics.ISSUE_RESULTS),
                TopicBuilder.name(Topics.CATALOGUE)
                        .partitions(Topics.CATALOGUE_PARTITIONS)
                        .compact()
                        .build());
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
