package io.couponrush.worker.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.worker.intake.Blame;
import io.couponrush.worker.intake.DeadLetterHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a record of the dead-letter topic. Nothing that can be written there is refused: what our
 * own headers don't say is taken from the record itself.
 */
final class LetterReader {

    private static final Pattern FAULT = Pattern.compile("[A-Z_]{1,64}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");
    private static final int MESSAGE_LIMIT = 500;

    /** The fault of a letter that does not name its own. */
    static final String UNKNOWN = "UNKNOWN";

    private LetterReader() {}

    static Letter read(ConsumerRecord<byte[], byte[]> record) {
        String fault =
                text(record, DeadLetterHeaders.FAULT)
                        .filter(FAULT.asMatchPredicate())
                        .orElse(UNKNOWN);
        String message = text(record, DeadLetterHeaders.MESSAGE).orElse("");
        Optional<String> topic =
                text(record, DeadLetterHeaders.TOPIC).filter(TOPIC.asMatchPredicate());
        Optional<Integer> partition =
                number(record, DeadLetterHeaders.PARTITION)
                        .filter(number -> number <= Integer.MAX_VALUE)
                        .map(Long::intValue);
        Optional<Long> offset = number(record, DeadLetterHeaders.OFFSET);
        boolean named = topic.isPresent() && partition.isPresent() && offset.isPresent();
        return new Letter(
                Blame.on(record, fault),
                fault,
                message.substring(0, Math.min(message.length(), MESSAGE_LIMIT)),
                named ? topic.get() : record.topic(),
                named ? partition.get() : record.partition(),
                named ? offset.get() : record.offset(),
                record.key(),
                record.value(),
                headers(record),
                number(record, DeadLetterHeaders.REPLAY_OF).orElse(null),
                Instant.ofEpochMilli(Math.max(0, record.timestamp())));
    }

    private static List<LetterHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        List<LetterHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new LetterHeader(header.key(), header.value()));
        }
        return headers;
    }

    private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        byte @Nullable [] value = header == null ? null : header.value();
        return value == null ? Optional.empty() : Optional.of(new String(value, UTF_8));
    }

    private static Optional<Long> number(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record, name).filter(DECIMAL.asMatchPredicate()).map(Long::valueOf);
    }
}
