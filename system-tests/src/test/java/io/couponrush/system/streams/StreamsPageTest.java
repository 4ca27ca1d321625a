package io.couponrush.system.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.measure.Latency;
import io.couponrush.system.measure.Machine;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

class StreamsPageTest {

    @Test
    void drawsHowLongItTook() {
        String page = StreamsPage.of(report(50, 150, 160, 999, 1_001));

        assertThat(page)
                .contains("# Ticket streams of 2030-01-01", "| positions told | 5 |", "**no**")
                .contains("   0 –   100 ms        1  " + "█".repeat(25) + "\n")
                .contains(" 100 –   200 ms        2  " + "█".repeat(50) + "\n")
                .contains(" 200 –   300 ms        0\n")
                .contains(" 900 – 1,000 ms        1  █")
                .contains("later than that        1  █");
    }

    @Test
    void isWrittenForMachinesToo() {
        JsonNode json = JsonMapper.shared().valueToTree(report(50));

        assertThat(json.path("schema").asString()).isEqualTo("coupon-rush/streams/1");
        assertThat(json.path("tenths").get(0).asInt()).isEqualTo(1);
        assertThat(json.path("told").path("p50").asDouble()).isBetween(49.0, 51.0);
        assertThat(json.path("options").path("streams").asInt()).isEqualTo(2);
    }

    /** At a tenth's end a cell of the histogram reaches into the next. */
    @Test
    void everyTimeStandsInOneTenth() {
        int[] all = IntStream.rangeClosed(1, 1_500).toArray();

        StreamsReport report = report(all);

        assertThat(report.tenths().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_500);
    }

    private static StreamsReport report(int... millis) {
        Histogram times = Latency.histogram();
        for (int time : millis) {
            Latency.record(times, Duration.ofMillis(time).toNanos());
        }
        return new StreamsReport(
                StreamsReport.SCHEMA,
                Instant.parse("2030-01-01T00:00:00Z"),
                Machine.here(),
                0.5,
                new StreamsOptions(2, 1),
                Duration.ofSeconds(1),
                Latency.of(times),
                StreamsReport.tenths(times),
                new Footprint(1, 1),
                new Footprint(2048, 4096),
                Duration.ofSeconds(1));
    }
}
