package io.couponrush.worker.desk;

import io.couponrush.events.Topics;
import io.couponrush.gate.SoldOutLease;
import io.couponrush.worker.announce.Retention;
import io.couponrush.worker.intake.IntakeState;
import io.couponrush.worker.intake.WaitingForServers;
import io.couponrush.worker.issue.IssueLedger;
import io.couponrush.worker.meters.WorkerMeters;
import io.couponrush.worker.progress.ConfirmedSends;
import io.couponrush.worker.progress.CouponEpochs;
import io.couponrush.worker.progress.Progress;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Builds the desk. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    static final String GROUP = DeskGroup.NAME;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    @Bean
    LetterBook letterBook(JdbcClient jdbc, TransactionOperations transaction, WorkerMeters meters) {
        return new LetterBook(jdbc, transaction, meters);
    }

    @Bean
    ActionBook actionBook(JdbcClient jdbc, Clock clock) {
        return new ActionBook(jdbc, clock);
    }

    @Bean
    Desk desk(
            LetterBook letters,
            ActionBook actions,
            JdbcClient jdbc,
            StringRedisTemplate redis,
            CouponEpochs epochs,
            IssueLedger ledger,
            TransactionOperations transaction,
            ConfirmedSends sends,
            Progress progress,
            WorkerMeters meters,
            Clock clock,
            Retention retention) {
        DeskGate gate = new DeskGate(redis, SoldOutLease.STOCK_DELAY);
        GatedCoupons coupons = new GatedCoupons(jdbc, retention.afterClosing(), epochs);
        return new Desk(
                letters,
                actions,
                new Replays(gate, coupons, sends),
                new Discards(gate, coupons, ledger, transaction, progress, meters, clock),
                meters,
                clock);
    }

    /** One thread is plenty; a flood of letters may take its time, the topic keeps them. */
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> letters(
            KafkaProperties kafka,
            LetterBook book,
            IntakeState intakeState,
            MeterRegistry registry) {
        Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        ContainerProperties container = new ContainerProperties(Topics.ISSUE_REQUESTS_DLT);
        container.setGroupId(GROUP);
        container.setAckMode(ContainerProperties.AckMode.BATCH);
        container.setSyncCommits(true);
        container.setAuthExceptionRetryInterval(LONGEST_WAIT);
        DefaultKafkaConsumerFactory<byte[], byte[]> consumers =
                new DefaultKafkaConsumerFactory<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumers.addListener(new MicrometerConsumerListener<>(registry));
        ConcurrentMessageListenerContainer<byte[], byte[]> listener =
                new ConcurrentMessageListenerContainer<>(consumers, container);
        listener.setCommonErrorHandler(WaitingForServers.upTo(LONGEST_WAIT, intakeState));
        listener.setupMessageListener(new LetterListener(book, intakeState));
        return listener;
    }
}
