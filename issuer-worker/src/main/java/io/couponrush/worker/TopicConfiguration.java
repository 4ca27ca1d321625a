package io.couponrush.worker;

import io.couponrush.events.Topics;

import org.apache.kafka.clients.admin.NewTopic;
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

    @Bean
    NewTopics topics() {
        return new NewTopics(
                wide(Topics.ISSUE_REQUESTS),
                wide(Topics.ISSUE_REQUESTS_DLT),
                wide(Topics.ISSUE_RESULTS),
                TopicBuilder.name(Topics.CATALOGUE)
                        .partitions(Topics.CATALOGUE_PARTITIONS)
                        .compact()
                        .build());
    }

    private static NewTopic wide(String name) {
        return TopicBuilder.name(name).partitions(Topics.PARTITIONS).build();
    }
}
