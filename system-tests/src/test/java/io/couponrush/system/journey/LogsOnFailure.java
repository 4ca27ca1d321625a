package io.couponrush.system.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints what the services of the shared product warned of when a journey failed: where CI runs
 * nothing else is left of them.
 */
public final class LogsOnFailure implements TestWatcher {

    private static final int LINES = 40;

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Path folder = Path.of(SharedProduct.FOLDER, "logs");
        if (!Files.isDirectory(folder)) {
            return; // it was not started
        }
        System.out.println("Last warnings of the services, after " + context.getDisplayName());
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.sorted().toList()) {
                warnings(log).forEach(line -> System.out.println("  " + line));
            }
        } catch (IOException e) {
            System.out.println("  could not be read: " + e);
        }
    }

    private static List<String> warnings(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, UTF_8)) {
            List<String> all =
                    lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                            .toList();
            return all.subList(Math.max(0, all.size() - LINES), all.size());
        }
    }
}
