package io.couponrush.system.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.ComparisonPage;
import io.couponrush.system.compare.Contender;
import io.couponrush.system.compare.Round;
import io.couponrush.system.console.Screen;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** JMeter itself against the real jars. */
@ProductLane
@Order(5)
class CompareIT {

    private static final Path MODULE = Path.of(System.getProperty("rush.home"), "jmeter");

    private final JMeter jmeter = new JMeter(MODULE);

    @TempDir private Path folder;

    /** JMeter's start is most of its time: one run is what the normal build can pay for. */
    @Test
    void theQueueRoadsTicketsAreFollowedToTheirEnd() throws Exception {
        Comparison comparison =
                compare(new CompareOptions(20, 60, 50, 0, 1, false, List.of(Road.V3), 7));

        Round round = comparison.contenders().getFirst().rounds().getFirst();
        assertThat(round.answers())
                .containsOnlyKeys("202 QUEUED", "409 SOLD_OUT")
                .containsEntry("202 QUEUED", 50L);
        assertThat(round.failed()).isZero();
        assertThat(round.books().rows()).isEqualTo(50);
        assertThat(comparison.kept()).isTrue();
        List<Sample> tickets =
                Jtl.read(jmeter.work().resolve("v3-round-1.jtl")).stream()
                        .filter(sample -> !sample.isClaim())
                        .toList();
        assertThat(tickets).filteredOn(ticket -> ticket.kind().equals("ISSUED")).hasSize(50);
        assertThat(tickets)
                .filteredOn(ticket -> ticket.kind().equals("TICKET_NOT_FOUND"))
                .hasSize(10);
        assertThat(tickets).allMatch(Sample::right);
        assertThat(folder.resolve("dashboards/v3/index.html")).exists();
        try (Stream<Path> left = Files.list(jmeter.work())) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".csv"));
        }
    }

    @Test
    @Tag("slow")
    void theThreeRoadsSideBySide() throws Exception {
        Comparison comparison =
                compare(
                        new CompareOptions(
                                100, 2_000, 1_500, 1, 3, true, List.of(Road.values()), 8));

        assertThat(comparison.kept()).isTrue();
        assertThat(comparison.contenders())
                .extracting(Contender::id)
                .containsExactly("v1", "v2", "v3");
        assertThat(comparison.contenders())
                .flatExtracting(Contender::rounds)
                .hasSize(9)
                .allSatisfy(
                        round -> {
                            assertThat(round.books().rows()).isEqualTo(1_500);
                            // v1 may say 503 while a cold JVM lets its queue grow
                            assertThat(round.answers().getOrDefault("409 SOLD_OUT", 0L))
                                    .isEqualTo(500 - round.failed());
                            assertThat(round.failed()).isLessThan(20);
                        });
        assertThat(comparison.ratios()).hasSize(4);
        for (Road road : Road.values()) {
            assertThat(folder.resolve("dashboards/" + road.id() + "/index.html")).exists();
        }
        assertThat(ComparisonPage.write(comparison, folder.resolve("comparison"))).exists();
    }

    private Comparison compare(CompareOptions options) throws Exception {
        Screen screen = new Screen(System.out, System.err, false);
        return new RoadComparison(SharedProduct.STATE, jmeter, screen, Clock.systemUTC())
                .run(options, "CompareIT", folder);
    }
}
