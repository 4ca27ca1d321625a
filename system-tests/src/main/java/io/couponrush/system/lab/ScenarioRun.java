package io.couponrush.system.lab;

import io.couponrush.system.console.Screen;

import java.sql.SQLException;
import java.util.List;

/** Runs a scenario and says whether it passed. */
final class ScenarioRun {

    private final LabRun runs;
    private final Screen screen;

    ScenarioRun(LabRun runs, Screen screen) {
        this.runs = runs;
        this.screen = screen;
    }

    boolean passed(Scenario scenario, Load load, List<Strategy> strategies)
            throws InterruptedException, SQLException {
        screen.line("%s: %s", scenario.id(), load.words());
        boolean passed = true;
        for (Strategy strategy : strategies) {
            if (load.hold().isZero()) {
                // over in a second: else it would measure how a JVM starts
                screen.line("  %s, warm-up, not counted", strategy.id());
                runs.run(strategy, 0, load);
            }
            Measured measured = runs.run(strategy, 1, load);
            LabComparison.print(measured, screen);
            for (String fault : scenario.faults(measured, load)) {
                screen.line("    NOT PASSED: %s", fault);
                passed = false;
            }
        }
        screen.line(passed ? "Passed." : "Not passed.");
        return passed;
    }
}
