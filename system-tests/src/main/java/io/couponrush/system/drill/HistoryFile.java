package io.couponrush.system.drill;

import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.guarantee.UserHistory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Everything that was asked, answered and stored, for whoever wants to know what went wrong. */
final class HistoryFile {

    private static final double MILLI = 1e6;

    private HistoryFile() {}

    static Path write(Path folder, Drill drill, long seed, Observation seen, Stage stage) {
        Path file = folder.resolve("%s-%d.txt".formatted(drill.name(), seed));
        try {
            Files.createDirectories(folder);
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                stage.notes().forEach(out::println);
                out.println("redis " + seen.redis());
                out.println("balance " + seen.balance());
                out.println("counted " + seen.database().counted());
                seen.database().rows().forEach(out::println);
                seen.users().forEach(user -> write(out, user, stage.startNanos()));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + file, e);
        }
    }

    private static void write(PrintWriter out, UserHistory user, long startNanos) {
        for (Exchange exchange : user.exchanges()) {
            out.printf(
                    Locale.ROOT,
                    "user %d %9.1f ms %9.1f ms %s %s%n",
                    user.userId(),
                    (exchange.sentNanos() - startNanos) / MILLI,
                    (exchange.answeredNanos() - startNanos) / MILLI,
                    exchange.call(),
                    exchange.told());
        }
    }
}
