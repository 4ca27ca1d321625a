package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.Promise;
import io.couponrush.system.lane.ProductLane;
import io.couponrush.system.spike.Spike;
import io.couponrush.system.spike.SpikeOptions;
import io.couponrush.system.spike.SpikeReport;
import io.couponrush.system.spike.SpikeReport.Finding;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** Far more users than coupons, and fewer; every promise is checked. */
@ProductLane
class SpikeIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Screen screen = new Screen(System.out, System.err, false);
    private final Spike spike = new Spike(SharedProduct.STATE, screen, Clock.systemUTC());

    @Test
    void everyPromiseHoldsWhenTwoThousandClaimOneHundred() throws Exception {
        SpikeReport report = spike.run(new SpikeOptions(2_000, 100, 64, 1, LIMIT));

        assertHeld(report);
        assertThat(report.rows().count()).isEqualTo(100);
        assertThat(report.claims().users())
                .containsEntry("ADMITTED", 100L)
                .containsEntry("SOLD_OUT", 1_900L);
        assertThat(report.tickets().ends()).containsEntry("ISSUED", 100L);
        assertThat(finding(report, Promise.P3).evidence())
                .containsEntry("told ISSUED", 100L)
                .containsEntry("looked up at once", 100L);
    }

    @Test
    void everyPromiseHoldsWhenThereIsOneForEach() throws Exception {
        SpikeReport report = spike.run(new SpikeOptions(1_000, 1_000, 64, 2, LIMIT));

        assertHeld(report);
        assertThat(report.rows().count()).isEqualTo(1_000);
        assertThat(report.claims().users()).containsOnlyKeys("ADMITTED");
    }

    private static void assertHeld(SpikeReport report) {
        assertThat(report.promises())
                .extracting(Finding::promise)
                .containsExactlyElementsOf(
                        Arrays.stream(Promise.values()).map(Promise::name).toList());
        assertThat(report.promises())
                .allSatisfy(finding -> assertThat(finding.violations()).isEmpty());
        assertThat(report.held()).isTrue();
    }

    private static Finding finding(SpikeReport report, Promise promise) {
        return report.promises().stream()
                .filter(finding -> finding.promise().equals(promise.name()))
                .findFirst()
                .orElseThrow();
    }
}
