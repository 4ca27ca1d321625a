package io.couponrush.localstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A running process whose output goes to a log file and which ends with this JVM at the latest,
 * even if this JVM is killed with -9 and the process is frozen (see {@link Watchdog}). What the
 * process started in turn ends with it. Its standard input is empty.
 *
 * <p>Signals go to the process itself and have had their effect when the call returns. Safe for use
 * by many threads. Needs a POSIX shell, so Linux or macOS.
 *
 * <p>Long, because starting, signalling and ending one process share its state.
 */
public final class ManagedProcess implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration DEATH = Duration.ofSeconds(10);
    private static final int TAIL_BYTES = 16 * 1024;

    private final String name;
    private final Path logFile;
    private final long logStart;
    private final Process process;

    private ManagedProcess(String name, Path logFile, long logStart, Process process) {
        this.name = name;
        this.logFile = logFile;
        this.logStart = logStart;
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param name for messages
     * @param command program and arguments; a program that doesn't exist shows as exit code 127
     * @param environment added to this JVM's own environment
     * @param directory working directory, must exist
     * @param logFile gets standard output and error appended; its directory must exist
     * @throws UncheckedIOException if not even the shell can be started
     */
    public static ManagedProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path logFile) {
        try {
            long logStart = Files.exists(logFile) ? Files.size(logFile) : 0;
            ProcessBuilder builder =
                    new ProcessBuilder(Watchdog.guard(command))
                            .directory(directory.toFile())
                            .redirectOutput(Redirect.appendTo(logFile.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            // Our end of the watchdog's pipe must stay reachable as long as the process lives, or
            // its cleaner closes it; the pending completion holds the process, and so the pipe.
            var _ = process.onExit().thenRun(() -> endWatchdog(process));
            Watchdog.awaitGuard(process);
            return new ManagedProcess(name, logFile, logStart, process);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + name + " with " + command, e);
        }
    }

    private static void endWatchdog(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // the watchdog went first
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path logFile() {
        return logFile;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Empty while the process lives; 128 + n after signal n, 127 if there is no such program. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes with the exit code, on a thread that must not be blocked. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits until the process has ended; false if it still lives after the bound. */
    public boolean awaitExit(Duration bound) {
        try {
            return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /**
     * Asks again and again, every 20 ms, until the condition holds.
     *
     * @return false if the process ended first or the bound passed
     */
    public boolean await(BooleanSupplier condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || awaitExit(POLL)) {
                return false;
            }
        }
        return true;
    }

    /** Kills with signal 9 and waits until the process is gone. Does nothing if it has ended. */
    public void kill() {
        // Process.destroyForcibly would close our end of the pipe, the handle leaves it alone
        process.toHandle().destroyForcibly();
        if (!awaitExit(DEATH)) {
            throw new IllegalStateException(name + " (" + pid() + ") survives signal 9");
        }
    }

    /**
     * Stops the process in its tracks (SIGSTOP): it keeps its connections and doesn't answer.
     *
     * @throws IllegalStateException if the process has ended
     */
    public void freeze() {
        signal("STOP");
        // the signal is only on its way to a process that is just running on another processor
        if (!await(this::isStopped, DEATH)) {
            throw new IllegalStateException(name + " (" + pid() + ") doesn't freeze");
        }
    }

    /**
     * Lets a frozen process go on (SIGCONT); harmless if it isn't frozen.
     *
     * @throws IllegalStateException if the process has ended
     */
    public void thaw() {
        signal("CONT");
    }

    /**
     * Asks the process to end (SIGTERM) and kills it if it hasn't ended within the grace. A frozen
     * process is continued first: it couldn't act on the request.
     *
     * @return true if it ended by itself
     */
    public boolean stop(Duration grace) {
        if (process.isAlive()) {
            try {
                thaw();
            } catch (IllegalStateException e) {
                if (process.isAlive()) {
                    throw e;
                }
            }
            process.toHandle().destroy();
        }
        if (awaitExit(grace)) {
            return true;
        }
        kill();
        return false;
    }

    /** What this process has written since its start. */
    public String output() {
        return read(logStart);
    }

    /** The last lines of what this process has written, at most 16 KiB of them. */
    public List<String> lastLines(int lines) {
        try {
            long from = Math.max(logStart, Files.size(logFile) - TAIL_BYTES);
            List<String> all = read(from).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            int code =
                    new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, "" + pid())
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        name + " (" + pid() + ") took no " + signal + ": it has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not send " + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + name, e);
        }
    }

    /** Whether the process is frozen; always true where there is no /proc to ask. */
    public boolean isStopped() {
        try {
            String stat = Files.readString(Path.of("/proc", "" + pid(), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException _) {
            return true;
        }
    }

    private String read(long from) {
        try (RandomAccessFile file = new RandomAccessFile(logFile.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, file.length() - from))];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
