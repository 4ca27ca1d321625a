package io.couponrush.system.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.couponrush.system.console.Screen;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Each drill once, its outages a third as long; {@code ./rush drill} runs as many as you want. */
@Tag("slow")
@Isolated
class DrillIT {

    private static final Path FOLDER = Path.of("target", "drill-product");
    private static final Screen SCREEN = new Screen(System.out, System.err, false);

    private static @Nullable Stand stand;

    @AfterAll
    static void end() {
        if (stand != null) {
            stand.close();
        }
    }

    /** Those with the same needs come one after the other, on one stand. */
    static List<Drill> drills() {
        return Drills.ALL.stream().sorted(Comparator.comparing(Drill::needs)).toList();
    }

    @ParameterizedTest
    @MethodSource("drills")
    void everyPromiseIsHeld(Drill drill) throws Exception {
        assumeTrue(
                drill.needs() != Drill.Needs.SMALL_DISKS || SmallDisks.areAllowed(),
                "SKIPPED: this machine refuses to mount a tmpfs");
        DrillRun run =
                new DrillRun(
                        standFor(drill),
                        SCREEN,
                        Clock.systemUTC(),
                        FOLDER.resolve("histories"),
                        true);

        RoundResult result = run.round(drill, System.nanoTime());

        assertThat(result.held()).as("%s", result).isTrue();
    }

    private static Stand standFor(Drill drill) {
        if (stand == null || stand.needs() != drill.needs()) {
            end();
            stand = null;
            stand = Stand.start(FOLDER, drill.needs(), null, SCREEN);
        }
        return stand;
    }
}
