package io.couponrush.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.EventHeaders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void saysWhoseChildASpanIs() {
        ConsumerRecord<?, ?> record = record("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(TraceParent.of(record)).isEqualTo(new TraceParent(TRACE, SPAN, true));
        assertThat(TraceParent.mayBeRecorded(record)).isTrue();
        assertThat(TraceParent.traceId(record)).isEqualTo(TRACE);
    }

    @Test
    void anUnrecordedOneStillNamesTheTrace() {
        ConsumerRecord<?, ?> record = record("00-" + TRACE + "-" + SPAN + "-00");

        assertThat(TraceParent.mayBeRecorded(record)).isFalse();
        assertThat(TraceParent.traceId(record)).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0\n",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            })
    void whatCannotBeReadIsNoTrace(String text) {
        assertThat(TraceParent.of(record(text))).isNull();
        assertThat(TraceParent.traceId(record(text))).isNull();
    }

    @Test
    void aRecordMayComeWithout() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]);

        assertThat(TraceParent.of(record)).isNull();
        assertThat(TraceParent.mayBeRecorded(record)).isFalse();
    }

    private static ConsumerRecord<?, ?> record(String traceParent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]);
        record.headers().add(EventHeaders.TRACE_PARENT, traceParent.getBytes(UTF_8));
        return record;
    }
}
