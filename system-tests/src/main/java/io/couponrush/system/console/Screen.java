package io.couponrush.system.console;

import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a command reports to. Results go to standard output; progress goes to standard error, as a
 * bar on a terminal and as a line per second elsewhere.
 */
public final class Screen {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    public Screen(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The terminal or the pipes that this process was started with. */
    public static Screen ofProcess() {
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new Screen(System.out, System.err, terminal);
    }

    public void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    /** Something went wrong, or needs attention. */
    public void warn(String format, Object... values) {
        err.printf(Locale.ROOT, format + "%n", values);
        err.flush();
    }

    /**
     * Begins a piece of work.
     *
     * @param total what {@link Progress#reached} ends at
     */
    public Progress begin(String task, long total) {
        return terminal ? bar(task, total) : new LineProgress(task, total, err);
    }

    private Progress bar(String task, long total) {
        return new BarProgress(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(Math.toIntExact(Duration.ofMillis(100).toMillis()))
                        .hideEta()
                        .build());
    }
}
