package io.couponrush.system.jmeter;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.couponrush.system.compare.Books;
import io.couponrush.system.compare.Round;
import io.couponrush.system.compare.Timeline;
import io.couponrush.system.guarantee.DatabaseDump;
import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.measure.Latency;

import org.HdrHistogram.Histogram;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Makes a round of what JMeter saw and what the database holds. */
final class RoundOf {

    private static final long STEP_MILLIS = 250;

    /** What a ticket may end with instead of a row. */
    private static final Set<String> TOLD_NO = Set.of("REJECTED", "FAILED");

    private RoundOf() {}

    /**
     * @throws IllegalStateException if nobody claimed
     */
    static Round of(int number, List<Sample> samples, DatabaseDump database) {
        List<Sample> claims = samples.stream().filter(Sample::isClaim).toList();
        long start =
                claims.stream()
                        .mapToLong(Sample::startMillis)
                        .min()
                        .orElseThrow(() -> new IllegalStateException("JMeter sent no claim"));
        List<Long> answers =
                claims.stream().map(claim -> claim.startMillis() + claim.millis() - start).toList();
        List<Long> rows =
                database.rows().stream().map(row -> row.issuedAt().toEpochMilli() - start).toList();
        double lastRow = seconds(rows);
        return new Round(
                number,
                claims.size(),
                claims.stream().filter(claim -> !claim.right()).count(),
                claims.stream().collect(groupingBy(Sample::words, counting())),
                perSecond(answers.size(), seconds(answers)),
                latency(claims),
                perSecond(rows.size(), lastRow),
                lastRow,
                books(samples, database),
                Timeline.of(STEP_MILLIS, answers, rows));
    }

    private static Books books(List<Sample> samples, DatabaseDump database) {
        Map<Long, Long> owned =
                database.rows().stream().collect(groupingBy(Row::userId, counting()));
        long rows = database.rows().size();
        return new Books(
                database.total(),
                rows,
                Math.max(0, rows - database.total()),
                rows - owned.size(),
                lost(samples, owned.keySet()),
                Math.abs(rows - database.counted()));
    }

    private static long lost(List<Sample> samples, Set<Long> owners) {
        Map<Long, String> lastTicket = new HashMap<>();
        samples.stream()
                .filter(sample -> !sample.isClaim())
                .forEach(sample -> lastTicket.put(sample.user(), sample.kind()));
        Set<Long> promised =
                samples.stream()
                        .filter(Sample::isClaim)
                        .filter(Sample::isYes)
                        .map(Sample::user)
                        .filter(user -> !TOLD_NO.contains(lastTicket.getOrDefault(user, "-")))
                        .collect(Collectors.toCollection(HashSet::new));
        promised.removeAll(owners);
        return promised.size();
    }

    private static Latency latency(List<Sample> claims) {
        Histogram histogram = Latency.histogram();
        for (Sample claim : claims) {
            Latency.record(histogram, TimeUnit.MILLISECONDS.toNanos(claim.millis()));
        }
        return Latency.of(histogram);
    }

    private static double seconds(List<Long> millis) {
        return millis.stream().mapToLong(time -> time).max().orElse(0) / 1000.0;
    }

    private static double perSecond(long count, double seconds) {
        return seconds <= 0 ? 0 : count / seconds;
    }
}
