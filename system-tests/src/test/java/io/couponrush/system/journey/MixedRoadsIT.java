package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.console.Screen;
import io.couponrush.system.lane.AdminLane;
import io.couponrush.system.lane.ProductLane;
import io.couponrush.system.spike.Spike;
import io.couponrush.system.spike.SpikeOptions;
import io.couponrush.system.spike.SpikeReport;
import io.couponrush.system.spike.SpikeReport.Finding;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One coupon, claimed by v1, v2 and v3 at the same time: no promise breaks. */
@ProductLane
@AdminLane // v1 and v2 take all of the worker's connections, and an edit would be told 503
class MixedRoadsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Screen screen = new Screen(System.out, System.err, false);
    private final Spike spike = new Spike(SharedProduct.STATE, screen, Clock.systemUTC());

    @Test
    void everyPromiseHoldsWhenNineHundredClaimThreeHundredOnThreeRoads() throws Exception {
        SpikeReport report = run(900, 300, 3);

        assertHeld(report);
        assertThat(report.rows().count()).isEqualTo(300);
        assertThat(report.claims().users())
                .containsKeys("ISSUED by v1", "ISSUED by v2", "ADMITTED", "SOLD_OUT");
    }

    @Test
    void everyPromiseHoldsWhenThereIsOneForEach() throws Exception {
        SpikeReport report = run(600, 600, 4);

        assertHeld(report);
        assertThat(report.rows().count()).isEqualTo(600);
        assertThat(report.claims().users())
                .containsEntry("ISSUED by v1", 200L)
                .containsEntry("ISSUED by v2", 200L)
                .containsEntry("ADMITTED", 200L);
    }

    private SpikeReport run(int users, int coupons, long seed) throws Exception {
        return spike.run(
                new SpikeOptions(users, coupons, 64, seed, List.of("v1", "v2", "v3"), LIMIT));
    }

    private static void assertHeld(SpikeReport report) {
        assertThat(report.promises()).extracting(Finding::promise).hasSize(7);
        assertThat(report.promises())
                .allSatisfy(finding -> assertThat(finding.violations()).isEmpty());
        assertThat(report.held()).isTrue();
    }
}
