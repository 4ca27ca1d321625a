package io.couponrush.gateway.testing;

import io.couponrush.events.Topics;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.PartName;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The real Kafka and Redis that all tests of this JVM share, with the product's topics. */
public final class TestServers {

    private TestServers() {}

    /** For {@link TestGateway}. */
    public static Map<String, String> properties() {
        return Map.of(
                "spring.kafka.bootstrap-servers", kafka(),
                "spring.data.redis.url", redis());
    }

    public static String kafka() {
        return Shared.STACK.kafka().bootstrapServers();
    }

    public static String redis() {
        return Shared.STACK.redis().uri();
    }

    /** Creates the product's topics on a broker, as the worker does; those there are stay. */
    public static void createTopics(String bootstrapServers) {
        NewTopic catalogue =
                topic(Topics.CATALOGUE, Topics.CATALOGUE_PARTITIONS)
                        .configs(new HashMap<>(Map.of("cleanup.policy", "compact")));
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (NewTopic topic :
                    List.of(
                            catalogue,
                            topic(Topics.ISSUE_REQUESTS, Topics.PARTITIONS),
                            topic(Topics.ISSUE_REQUESTS_DLT, Topics.PARTITIONS),
                            topic(Topics.ISSUE_RESULTS, Topics.PARTITIONS),
                            topic(Topics.PULSES, 1))) {
                create(admin, topic);
            }
        }
    }

    /** Creates a topic of one compacted partition on the shared broker. */
    public static void createCatalogueTopic(String name) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()))) {
            create(
                    admin,
                    topic(name, 1).configs(new HashMap<>(Map.of("cleanup.policy", "compact"))));
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private static final class Shared {

        static final LocalStack STACK = start();

        private static LocalStack start() {
            LocalStack stack = LocalStack.shared().up(PartName.KAFKA, PartName.REDIS);
            createTopics(stack.kafka().bootstrapServers());
            return stack;
        }
    }
}
