package io.couponrush.worker.intake;

import io.couponrush.events.Topics;
import io.couponrush.worker.issue.Issuer;
import io.couponrush.worker.issue.domain.Outcome;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.Progress;
import io.couponrush.worker.trace.ClaimTraces;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    static final String GROUP = IntakeGroup.NAME;

    /** Some 200 claims: a fetch of so much is not held back to gather more. */
    private static final int FULL_ENOUGH_BYTES = 64 * 1024;

    @Bean
    DeadLetters deadLetters(Progress progress, ConfirmedSends sends, WorkerMeters meters) {
        return new DeadLetters(progress, sends, meters);
    }

    @Bean
    IntakeState intakeState(Clock clock) {
        return new IntakeState(clock);
    }

    @Bean
    IntakeHealthIndicator intakeHealthIndicator(IntakeState intakeState) {
        return new IntakeHealthIndicator(intakeState);
    }

    @Bean
    ClaimWork claimWork(Issuer issuer, Progress progress, ClaimTraces traces) {
        return (couponId, claims) -> {
            List<Outcome> outcomes = traces.commit(claims, () -> issuer.issue(couponId, claims));
            traces.tell(claims, () -> progress.report(couponId, outcomes));
        };
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> intake(
            KafkaProperties kafka,
            IntakeProperties properties,
            ClaimWork work,
            DeadLetters deadLetters,
            IntakeState intakeState,
            ClaimTraces traces,
            MeterRegistry registry) {
        DefaultKafkaConsumerFactory<byte[], byte[]> consumers =
                consumers(kafka.buildConsumerProperties(), properties);
        consumers.addListener(new MicrometerConsumerListener<>(registry));
        return container(
                consumers,
                new ContainerProperties(Topics.ISSUE_REQUESTS),
                GROUP,
                properties,
                work,
                deadLetters,
                intakeState,
                traces);
    }

    /** Everything that the promises hang on is said here and not in a configuration file. */
    static ConcurrentMessageListenerContainer<byte[], byte[]> container(
            ConsumerFactory<byte[], byte[]> consumers,
            ContainerProperties container,
            String group,
            IntakeProperties properties,
            ClaimWork work,
            DeadLetters deadLetters,
            IntakeState state,
            ClaimTraces traces) {
        container.setGroupId(group);
        // After the listener has returned, which it does when all is settled.
        container.setAckMode(ContainerProperties.AckMode.BATCH);
        container.setSyncCommits(true);
        // Wrong or missing rights are mended by people; the default is to stop for good.
        container.setAuthExceptionRetryInterval(properties.longestWait());

        ConcurrentMessageListenerContainer<byte[], byte[]> intake =
                new ConcurrentMessageListenerContainer<>(consumers, container);
        intake.setConcurrency(properties.concurrency());
        intake.setAutoStartup(properties.enabled());
        intake.setCommonErrorHandler(WaitingForServers.upTo(properties.longestWait(), state));
        IssueRequestListener listener =
                new IssueRequestListener(
                        new Isolation(work, retries(properties), intake::isRunning),
                        deadLetters,
                        state);
        intake.setupMessageListener(
                (BatchMessageListener<byte[], byte[]>)
                        records -> traces.follow(records, () -> listener.onMessage(records)));
        return intake;
    }

    static DefaultKafkaConsumerFactory<byte[], byte[]> consumers(
            Map<String, Object> connection, IntakeProperties properties) {
        Map<String, Object> config = new HashMap<>(connection);
        // A group without offsets is new, and must not miss the claims that came before it.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A missing topic must be seen, not made with the broker's idea of partitions.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.maxPollRecords());
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        if (properties.gather().isPositive()) {
            config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FULL_ENOUGH_BYTES);
            config.put(
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    Math.toIntExact(properties.gather().toMillis()));
        }
        int session = Math.toIntExact(properties.sessionTimeout().toMillis());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 4);
        return new DefaultKafkaConsumerFactory<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static RetryTemplate retries(IntakeProperties properties) {
        return new RetryTemplate(
                RetryPolicy.builder()
                        .maxRetries(properties.attempts() - 1L)
                        .delay(properties.retryDelay())
                        .multiplier(2)
                        .predicate(Isolation::isWorthRetrying)
                        .build());
    }
}
