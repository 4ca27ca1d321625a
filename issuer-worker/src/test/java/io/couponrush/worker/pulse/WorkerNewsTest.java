package io.couponrush.worker.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.CouponPulse.Books;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.CouponMeters.GateState;
import io.couponrush.worker.meters.CouponMeters.Part;
import io.couponrush.worker.meters.CouponMeters.Pending;
import io.couponrush.worker.meters.CouponMeters.Seen;
import io.couponrush.worker.meters.CouponMeters.Stock;
import io.couponrush.worker.meters.CouponRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

class WorkerNewsTest {

    private final CouponRows rows = new CouponRows();
    private final CouponMeters meters = new CouponMeters(new SimpleMeterRegistry());
    private final WorkerNews news = new WorkerNews(rows, meters);

    @Test
    void tellsRowsAndALookOnce() {
        rows.add(7, 30);
        rows.add(7, 12);
        rows.add(8, 0);
        meters.seen(List.of(seen(7, 3, Optional.of(new Stock(100, 50, 45)))));

        assertThat(news.take())
                .containsExactly(
                        CouponPulse.ofWorker(7, 42, 3L, new Books(50, 45, 1, 0, 0, 0, 3, 1)));
        assertThat(news.take()).isEmpty();
        rows.add(7, 1);
        assertThat(news.take()).containsExactly(CouponPulse.ofWorker(7, 1, null, null));
    }

    @Test
    void whatCouldNotBeAskedIsNotTold() {
        Seen noDatabase = seen(7, 3, Optional.empty());
        Seen noRedis =
                new Seen(
                        8,
                        GateState.UNREACHABLE,
                        Optional.empty(),
                        Optional.of(new Stock(100, 50, 45)));
        meters.seen(List.of(noDatabase, noRedis));

        assertThat(news.take())
                .extracting(CouponPulse::couponId, CouponPulse::pending, CouponPulse::books)
                .containsExactly(tuple(7L, 3L, null), tuple(8L, null, null));
    }

    @Test
    void whatDoesNotFitIsToldTheNextTime() {
        LongStream.rangeClosed(1, 250).forEach(id -> rows.add(id, 1));
        meters.seen(
                LongStream.rangeClosed(1, 300)
                        .mapToObj(id -> seen(id, 1, Optional.empty()))
                        .toList());

        assertThat(news.take()).hasSize(200);
        assertThat(news.take()).hasSize(50).allSatisfy(it -> assertThat(it.issued()).isEqualTo(1));
        assertThat(news.take()).isEmpty();
    }

    private static Seen seen(long couponId, long pending, Optional<Stock> stock) {
        return new Seen(
                couponId,
                GateState.OPEN,
                Optional.of(
                        new Pending(
                                Map.of(
                                        Part.ADMITTED,
                                        50L,
                                        Part.REJECTED,
                                        1L,
                                        Part.PENDING,
                                        pending),
                                Duration.ZERO)),
                stock);
    }
}
