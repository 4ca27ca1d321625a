package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.events.EventCodec;
import io.couponrush.events.Topics;
import io.couponrush.worker.intake.Intakes.Running;
import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Books;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Reading;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Poison among good claims, one consumer thread on two partitions: the case in which spring-kafka's
 * own handling of a bad record in a batch never ends (GH-4371).
 */
@IssuingTest
class PoisonTest {

    private static final int PARTITION = 1;

    private record Spoilt(
            Poison poison,
            CouponIssueRequested claim,
            ProducerRecord<byte[], byte[]> record,
            int offset) {}

    @Autowired Broker broker;
    @Autowired Coupons coupons;
    @Autowired Intakes intakes;

    @Test
    void poisonIsDeadLetteredOnceAndItsNeighboursAreNotTouched()
            throws ExecutionException, InterruptedException {
        Requests requests = broker.requests(2);
        Offered coupon = coupons.offer(10_000);
        List<CouponIssueRequested> good = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> mixed = new ArrayList<>();
        List<Spoilt> spoilt = new ArrayList<>();
        for (Poison poison : Poison.all()) {
            List<CouponIssueRequested> three = coupon.admit(3);
            good.add(three.get(0));
            good.add(three.get(2));
            Spoilt bad =
                    new Spoilt(
                            poison,
                            three.get(1),
                            poison.spoil().apply(requests.to(PARTITION, three.get(1))),
                            mixed.size() + 1);
            spoilt.add(bad);
            mixed.add(requests.to(PARTITION, three.get(0)));
            mixed.add(bad.record);
            mixed.add(requests.to(PARTITION, three.get(2)));
        }
        List<CouponIssueRequested> elsewhere = coupon.admit(2_000);
        good.addAll(elsewhere);
        requests.sendAll(mixed);
        requests.send(0, elsewhere);

        try (Reading letters = broker.reading(Topics.ISSUE_REQUESTS_DLT);
                Reading results = broker.reading(Topics.ISSUE_RESULTS);
                Running _ = intakes.start(requests)) {
            requests.awaitAllCommitted();

            List<ConsumerRecord<byte[], byte[]>> buried =
                    letters.wanted(
                            letter ->
                                    requests.topic()
                                            .equals(text(letter.headers(), "dead-letter-topic")));
            assertThat(buried).hasSameSizeAs(spoilt);
            for (int i = 0; i < buried.size(); i++) {
                assertLetter(spoilt.get(i), buried.get(i));
            }
            assertThat(results.wanted(_ -> true))
                    .extracting(EventCodec::read)
                    .filteredOn(event -> event.couponId() == coupon.id())
                    .as("no neighbour was delivered again")
                    .hasSameSizeAs(good);
        }

        Books books = coupon.books();
        assertThat(books.rows().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        good.stream().map(CouponIssueRequested::userId).toList());
        for (Spoilt bad : spoilt) {
            String name = bad.poison.name();
            if (bad.poison.namesTheClaim()) {
                assertThat(books.failed())
                        .as(name)
                        .containsEntry(bad.claim.userId(), bad.poison.fault().name());
            } else {
                assertThat(books.pending()).as(name).containsKey(bad.claim.userId());
            }
        }
        assertThat(books.balance()).as("%s", books).isTrue();
    }

    /** Only who compresses can send it: the broker's limit is for what it stores. */
    @Test
    void aRecordThatIsTooLargeForALetterHoldsNobodyUp()
            throws ExecutionException, InterruptedException {
        Requests requests = broker.requests(1);
        Offered coupon = coupons.offer(10);
        List<CouponIssueRequested> two = coupon.admit(2);
        ProducerRecord<byte[], byte[]> claim = requests.to(0, two.getFirst());
        int size = 3 * 1024 * 1024;
        requests.sendCompressed(
                new ProducerRecord<>(
                        claim.topic(), 0, claim.key(), new byte[size], claim.headers()));
        requests.send(0, two.subList(1, 2));

        try (Reading letters = broker.reading(Topics.ISSUE_REQUESTS_DLT);
                Running _ = intakes.start(requests)) {
            requests.awaitAllCommitted();

            ConsumerRecord<byte[], byte[]> letter =
                    letters.wanted(
                                    it ->
                                            requests.topic()
                                                    .equals(
                                                            text(
                                                                    it.headers(),
                                                                    "dead-letter-topic")))
                            .getFirst();
            assertThat(letter.value()).isNull();
            assertThat(letter.key()).isEqualTo(claim.key());
            assertThat(Long.parseLong(text(letter.headers(), "dead-letter-too-large")))
                    .isGreaterThan(size);
        }
        assertThat(coupon.books().rows()).containsOnlyKeys(two.getLast().userId());
        assertThat(coupon.books().failed()).containsOnlyKeys(two.getFirst().userId());
    }

    private static void assertLetter(Spoilt bad, ConsumerRecord<byte[], byte[]> letter) {
        String name = bad.poison.name();
        assertThat(letter.partition()).as(name).isEqualTo(PARTITION);
        assertThat(letter.key()).as(name).isEqualTo(bad.record.key());
        assertThat(letter.value()).as(name).isEqualTo(bad.record.value());
        assertThat(Arrays.stream(letter.headers().toArray()).filter(header -> !isCause(header)))
                .as(name)
                .containsExactly(bad.record.headers().toArray());
        assertThat(text(letter.headers(), "dead-letter-fault"))
                .as(name)
                .isEqualTo(bad.poison.fault().name());
        assertThat(text(letter.headers(), "dead-letter-message")).as(name).isNotEmpty();
        assertThat(text(letter.headers(), "dead-letter-partition"))
                .as(name)
                .isEqualTo(Integer.toString(PARTITION));
        assertThat(text(letter.headers(), "dead-letter-offset"))
                .as(name)
                .isEqualTo(Integer.toString(bad.offset));
    }

    private static boolean isCause(Header header) {
        return header.key().startsWith("dead-letter-");
    }

    private static String text(Headers headers, String name) {
        return Arrays.stream(headers.toArray())
                .filter(header -> header.key().equals(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8))
                .findFirst()
                .orElse("");
    }
}
