package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.Topics;
import io.couponrush.localstack.LocalStack;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What was dead-lettered in the course of a round. An outage must never lead there, and the
 * promises alone don't show it: who was buried by mistake is still pending, and issued in the end.
 */
final class Graveyard {

    /** How the keys of what is meant to be buried begin. */
    static final String POISON = "poison-";

    private final TopicLog log;
    private final Map<TopicPartition, Long> before;

    private Graveyard(TopicLog log) {
        this.log = log;
        this.before = log.ends();
    }

    static Graveyard of(LocalStack servers) {
        return new Graveyard(
                new TopicLog(servers.kafka().bootstrapServers(), Topics.ISSUE_REQUESTS_DLT));
    }

    /** What is wrong, or null if nothing but poison was buried. */
    @Nullable String innocents() {
        List<String> innocents =
                log.from(before).stream()
                        .map(Graveyard::key)
                        .filter(key -> !key.startsWith(POISON))
                        .toList();
        return innocents.isEmpty()
                ? null
                : innocents.size() + " good claims were dead-lettered: " + innocents;
    }

    private static String key(ConsumerRecord<byte[], byte[]> letter) {
        return letter.key() == null ? "" : new String(letter.key(), UTF_8);
    }
}
