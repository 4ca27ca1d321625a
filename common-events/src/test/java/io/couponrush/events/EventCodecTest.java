package io.couponrush.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.UndecodableEventException.Fault;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

class EventCodecTest {

    private static final Instant NOON = Instant.parse("2026-11-21T03:00:00.123456Z");

    private static final CouponIssueRequested REQUESTED =
            new CouponIssueRequested(7, 4711, 42, 1, NOON);

    /** One golden file an event version. The files are finished: a change is a new version. */
    static Stream<Golden> goldens() {
        return Stream.of(
                new Golden("coupon.issue-requested", 1, REQUESTED),
                new Golden("coupon.issued", 1, new CouponIssued(7, 4711, 42, NOON)),
                new Golden(
                        "coupon.rejected",
                        1,
                        new CouponRejected(7, 4711, 42, RejectionReason.SOLD_OUT, NOON)),
                new Golden("coupon.announced", 2, announced(4)));
    }

    /** Of versions that are not written any more. */
    static Stream<Golden> oldGoldens() {
        return Stream.of(new Golden("coupon.announced", 1, announced(0)));
    }

    private static CouponAnnounced announced(long epoch) {
        return new CouponAnnounced(
                7,
                3,
                "Noon rush",
                "Half the price",
                new Discount(Discount.Kind.PERCENT, 50),
                100,
                NOON,
                NOON.plusSeconds(3600),
                CouponState.OPEN,
                epoch);
    }

    @ParameterizedTest
    @MethodSource({"goldens", "oldGoldens"})
    void oldBytesStillDecode(Golden golden) throws IOException {
        assertThat(EventCodec.read(received(golden.type(), golden.version(), golden.bytes())))
                .isEqualTo(golden.event());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void whatIsWrittenNowIsTheGoldenForm(Golden golden) throws IOException {
        ProducerRecord<byte[], byte[]> sent = EventCodec.record(golden.event());

        assertThat(new String(sent.value(), UTF_8))
                .isEqualTo(new String(golden.bytes(), UTF_8).strip());
        assertThat(header(sent, EventHeaders.TYPE)).isEqualTo(golden.type());
        assertThat(header(sent, EventHeaders.VERSION)).isEqualTo("" + golden.version());
        assertThat(header(sent, EventHeaders.COUPON_ID)).isEqualTo("7");
    }

    /** Whatever it says: it is for those who trace. */
    @ParameterizedTest
    @MethodSource({"goldens", "oldGoldens"})
    void aTraceBesideItChangesNothing(Golden golden) throws IOException {
        ConsumerRecord<byte[], byte[]> record =
                received(golden.type(), golden.version(), golden.bytes());
        record.headers().add(EventHeaders.TRACE_PARENT, "rubbish".getBytes(UTF_8));

        assertThat(EventCodec.read(record)).isEqualTo(golden.event());
    }

    @Test
    void theKeyOfAClaimIsItsUserAndTheSequenceIsAHeader() {
        ProducerRecord<byte[], byte[]> sent = EventCodec.record(REQUESTED);

        assertThat(sent.topic()).isEqualTo(Topics.ISSUE_REQUESTS);
        assertThat(new String(sent.key(), UTF_8)).isEqualTo("4711");
        assertThat(header(sent, EventHeaders.SEQUENCE)).isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coupon.issue-requested | 1 | {                       | MALFORMED_VALUE",
                "coupon.issue-requested | 1 | null                    | MALFORMED_VALUE",
                "coupon.issue-requested | 1 | {\"couponId\":7}        | MALFORMED_VALUE",
                "coupon.issue-requested | 1 | [1,2]                   | MALFORMED_VALUE",
                "coupon.issue-requested | 2 | {}                      | UNKNOWN_VERSION",
                "coupon.issue-requested | x | {}                      | MISSING_HEADER",
                "java.lang.Runtime      | 1 | {}                      | UNKNOWN_TYPE",
            })
    void poisonIsNamed(String type, String version, String value, Fault fault) {
        assertFault(received(type, version, value.getBytes(UTF_8)), fault);
    }

    @ParameterizedTest
    @FieldSource("BAD_REQUESTS")
    void numbersOutOfRangeArePoison(String json) {
        assertFault(
                received("coupon.issue-requested", "1", json.getBytes(UTF_8)),
                Fault.MALFORMED_VALUE);
    }

    static final String[] BAD_REQUESTS = {
        request("0", "4711", "42", "1"),
        request("7", "-1", "42", "1"),
        request("7", "4711", "null", "1"),
        request("7", "4711", "42", "\"one\""),
        request("7", "4711", "42", "1") + "{}",
    };

    private static String request(String coupon, String user, String sequence, String epoch) {
        return """
        {"couponId":%s,"userId":%s,"sequence":%s,"epoch":%s,"admittedAt":"2026-11-21T03:00:00Z"}\
        """
                .formatted(coupon, user, sequence, epoch);
    }

    @Test
    void anAddedFieldIsNoNewVersion() {
        String json = request("7", "4711", "42", "1").replace("}", ",\"later\":true}");

        assertThat(EventCodec.read(received("coupon.issue-requested", "1", json.getBytes(UTF_8))))
                .isInstanceOf(CouponIssueRequested.class);
    }

    @Test
    void aNullValueIsPoison() {
        assertFault(received("coupon.issue-requested", "1", null), Fault.MALFORMED_VALUE);
    }

    @Test
    void anEventOfAnotherTopicIsPoisonHere() throws IOException {
        Golden issued = new Golden("coupon.issued", 1, new CouponIssued(7, 4711, 42, NOON));

        assertThatThrownBy(
                        () ->
                                EventCodec.read(
                                        received("coupon.issued", 1, issued.bytes()),
                                        CouponIssueRequested.class))
                .isInstanceOfSatisfying(
                        UndecodableEventException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.UNEXPECTED_TYPE));
    }

    private static void assertFault(ConsumerRecord<byte[], byte[]> record, Fault fault) {
        assertThatThrownBy(() -> EventCodec.read(record))
                .isInstanceOfSatisfying(
                        UndecodableEventException.class,
                        e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static String header(ProducerRecord<byte[], byte[]> sent, String name) {
        return new String(Objects.requireNonNull(sent.headers().lastHeader(name)).value(), UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> received(
            String type, Object version, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EventHeaders.TYPE, type.getBytes(UTF_8));
        headers.add(EventHeaders.VERSION, version.toString().getBytes(UTF_8));
        return new ConsumerRecord<>(
                "any-topic",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                "4711".getBytes(UTF_8),
                value,
                headers,
                java.util.Optional.empty());
    }

    record Golden(String type, int version, CouponEvent event) {

        byte[] bytes() throws IOException {
            try (InputStream in =
                    EventCodecTest.class.getResourceAsStream(
                            "/golden/" + type + "/v" + version + ".json")) {
                return Objects.requireNonNull(in, "no golden file of " + this).readAllBytes();
            }
        }
    }
}
