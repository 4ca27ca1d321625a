package io.couponrush.gateway.handoff;

import io.couponrush.events.Topics;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import java.time.Duration;

/**
 * Fetches the topic's metadata before the first claim and touches it now and then, so that the
 * producer never has to ask for it inside {@code send}, where it would refuse the record: it may
 * not wait there. Not healthy before it has them once.
 */
final class MetadataKeeper implements HealthIndicator, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MetadataKeeper.class);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Disposable keeping;

    private volatile int partitions;

    MetadataKeeper(Producer<byte[], byte[]> producer) {
        keeping =
                Mono.fromCallable(() -> producer.partitionsFor(Topics.ISSUE_REQUESTS).size())
                        .subscribeOn(Schedulers.boundedElastic())
                        .doOnError(KafkaException.class, e -> log.debug("no metadata yet", e))
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY))
                        .repeatWhen(done -> done.delayElements(TOUCH))
                        .subscribe(this::known);
    }

    private void known(int now) {
        if (now != partitions) {
            log.info("topic {} has {} partitions", Topics.ISSUE_REQUESTS, now);
        }
        partitions = now;
    }

    @Override
    public Health health() {
        return (partitions > 0 ? Health.up() : Health.outOfService())
                .withDetail("partitions", partitions)
                .build();
    }

    @Override
    public void close() {
        keeping.dispose();
    }
}
