package io.couponrush.system.observe;

import static org.junit.jupiter.api.Assertions.fail;

import io.couponrush.localstack.process.ManagedProcess;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of this machine. Where one is missing CI fails, and a laptop skips and says so. */
final class Installed {

    static final Path HOME = Path.of(System.getProperty("rush.home"));

    /** Generous: npm fetches what it has not got. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    private Installed() {}

    /**
     * @param names that it may have, of which one is enough
     */
    static Path program(String... names) {
        String name = names[0];
        Optional<Path> program =
                Arrays.stream(names).map(Programs::find).flatMap(Optional::stream).findFirst();
        if (program.isEmpty()) {
            String missing =
                    "no "
                            + name
                            + " on the PATH: apt-get install prometheus prometheus-alertmanager";
            if (System.getenv("CI") != null) {
                fail(missing);
            }
            System.err.println("OBSERVABILITY TESTS SKIPPED, " + missing);
            Assumptions.abort(missing);
        }
        return program.orElseThrow();
    }

    /**
     * @param ok whether the exit code was 0
     */
    record Ran(boolean ok, String output) {}

    /** Runs it in the project's folder, to its end. */
    static Ran run(Path log, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program(program).toString());
        command.addAll(List.of(arguments));
        try (ManagedProcess process = ManagedProcess.start(program, command, Map.of(), HOME, log)) {
            boolean ended = process.awaitExit(BOUND);
            return new Ran(ended && process.exitCode().orElse(-1) == 0, process.output());
        }
    }
}
