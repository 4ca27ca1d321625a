package io.couponrush.gateway.pulse;

import io.couponrush.gateway.meters.GatewayMeters.Answer;
import io.couponrush.pulse.CouponPulse;
import io.couponrush.pulse.Latencies;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The claims of one coupon. Added by many threads, taken by one. */
final class Counts {

    private final Map<Answer, Count> answers = new EnumMap<>(Answer.class);
    private final List<Count> latencies =
            Stream.generate(Count::new).limit(Latencies.BUCKETS).toList();

    Counts() {
        for (Answer answer : Answer.values()) {
            answers.put(answer, new Count(answer));
        }
    }

    /** Only grows: who takes remembers what was taken. */
    private static final class Count {

        private final String name;
        private final LongAdder all = new LongAdder();
        private long taken;

        Count() {
            this.name = "";
        }

        Count(Answer answer) {
            this.name = answer.name().toLowerCase(Locale.ROOT);
        }

        long waiting() {
            return all.sum() - taken;
        }

        long take() {
            long news = waiting();
            taken += news;
            return news;
        }
    }

    void add(Answer answer) {
        Count count = answers.get(answer);
        if (count != null) {
            count.all.increment();
        }
    }

    void add(Answer answer, long nanos) {
        add(answer);
        latencies.get(Latencies.bucket(nanos)).all.increment();
    }

    /** Claims that were not taken yet. */
    long waiting() {
        return answers.values().stream().mapToLong(Count::waiting).sum();
    }

    CouponPulse take(long couponId) {
        Map<String, Long> claims = new HashMap<>();
        for (Count answer : answers.values()) {
            long news = answer.take();
            if (news > 0) {
                claims.put(answer.name, news);
            }
        }
        List<Long> times = new ArrayList<>();
        latencies.forEach(bucket -> times.add(bucket.take()));
        while (!times.isEmpty() && times.getLast() == 0) {
            times.removeLast();
        }
        return CouponPulse.ofGateway(couponId, claims, times);
    }
}
