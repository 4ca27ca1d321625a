package io.couponrush.system.drill;

import io.couponrush.system.console.Screen;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

/** Rounds on one product, told on the screen one by one. */
final class DrillRun {

    private final Round round;
    private final Screen screen;

    DrillRun(Stand stand, Screen screen, Clock clock, Path histories, boolean brief) {
        this.round = new Round(stand, screen, clock, histories, brief);
        this.screen = screen;
    }

    RoundResult round(Drill drill, long seed) throws InterruptedException, SQLException {
        RoundResult result = round.run(drill, seed);
        screen.line(
                "%2d %-20s seed %d: %s  %,d claims, %,d rows, %s",
                drill.number(),
                drill.name(),
                seed,
                result.held() ? "held  " : "BROKEN",
                result.claims(),
                result.rows(),
                result.answers());
        if (!result.held()) {
            DrillTable.broken(result, screen);
        }
        return result;
    }
}
