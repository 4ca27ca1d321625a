package io.couponrush.system.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class DrillsTest {

    @Test
    void areFoundByNameByNumberAndAllTogether() {
        assertThat(Drills.named("kill-worker"))
                .singleElement()
                .extracting(Drill::number)
                .isEqualTo(2);
        assertThat(Drills.named("7"))
                .extracting(Drill::name)
                .containsExactly("kill-kafka", "kafka-away");
        assertThat(Drills.named("all")).isEqualTo(Drills.ALL);
        assertThatThrownBy(() -> Drills.named("earthquake"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kill-gateway");
    }

    @Test
    void haveNamesOfTheirOwnAndComeInOrder() {
        assertThat(Drills.ALL).extracting(Drill::name).doesNotHaveDuplicates();
        assertThat(Drills.ALL).extracting(Drill::number).isSorted();
    }

    @Test
    void peopleKeepComingThroughTheWholeFault() {
        Drill.Crowding crowd = Drill.Crowding.during(Duration.ofSeconds(60));

        assertThat(crowd.arrivals(false)).isGreaterThan(Duration.ofSeconds(60));
        assertThat(crowd.arrivals(true)).isBetween(Duration.ofSeconds(21), Duration.ofSeconds(30));
        assertThat(crowd.stock()).isLessThan(crowd.users());
    }

    @Test
    void thePageShowsEveryDrillAndKeepsWhatPeopleWrote() {
        String page =
                """
                before
                <!-- drills: made by ./rush drill --record -->
                to be made anew
                <!-- /drills -->
                after
                """;
        List<DrillRecord.Kept> kept =
                List.of(
                        new DrillRecord.Kept(
                                "kill-worker", 1, true, 400, 300, 0, Map.of("a", 2.0), null),
                        new DrillRecord.Kept(
                                "kill-worker",
                                2,
                                false,
                                1_000,
                                300,
                                3,
                                Map.of("a", 7.5),
                                List.of("log")));

        String made = DrillRecord.page(page, kept);

        assertThat(made)
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("to be made anew");
        assertThat(made)
                .contains(
                        "| 2 | `kill-worker`: a worker dies within a batch | 2 | 1 | 1,400 | 600 |"
                                + " 3 | a 7.5 s |")
                .contains("| 1 | `kill-gateway`: a gateway dies | 0 | 0 |");
        assertThat(DrillRecord.page(made, kept)).isEqualTo(made);
    }
}
