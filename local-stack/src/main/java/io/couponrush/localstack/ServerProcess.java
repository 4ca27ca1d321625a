package io.couponrush.localstack;

import io.couponrush.localstack.process.ManagedProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A server of ours: a process with a data directory and a log file. */
final class ServerProcess implements Server {

    private static final Duration START_BOUND = Duration.ofSeconds(90);
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private final Recipe recipe;
    private final Path home;
    private final Path data;
    private @Nullable ManagedProcess process;
    private Duration startedIn = Duration.ZERO;
    private String version = "unknown";

    /**
     * @param home an existing directory of this server alone
     */
    ServerProcess(Recipe recipe, Path home) {
        this.recipe = recipe;
        this.home = home;
        this.data = home.resolve("data");
    }

    @Override
    public String name() {
        return recipe.name();
    }

    @Override
    public synchronized String version() {
        return version;
    }

    @Override
    public synchronized Duration startedIn() {
        return startedIn;
    }

    @Override
    public String log() {
        return logFile().toString();
    }

    @Override
    public synchronized void start() {
        long begin = System.nanoTime();
        prepareOnce();
        ManagedProcess started =
                ManagedProcess.start(name(), recipe.command(data), Map.of(), home, logFile());
        process = started;
        if (!started.await(() -> recipe.ready(started.output()), START_BOUND)) {
            Diagnosis diagnosis = diagnose(started);
            started.kill();
            throw new PartFailedException(name(), diagnosis, started.lastLines(20));
        }
        version = recipe.version(started.output());
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public synchronized void stop() {
        if (process != null) {
            process.stop(STOP_GRACE);
        }
    }

    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public synchronized void freeze() {
        running().freeze();
    }

    @Override
    public synchronized void thaw() {
        running().thaw();
    }

    @Override
    public synchronized void wipe() {
        kill();
        Directories.delete(data);
    }

    private ManagedProcess running() {
        if (process == null) {
            throw new IllegalStateException(name() + " doesn't run");
        }
        return process;
    }

    /** Prepares beside the final place: a preparation cut short leaves nothing half made. */
    private void prepareOnce() {
        if (Files.exists(data)) {
            return;
        }
        Path fresh = home.resolve("data.new");
        Directories.delete(fresh);
        try {
            Files.createDirectories(fresh);
            recipe.prepare(fresh);
            Files.move(fresh, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Diagnosis diagnose(ManagedProcess started) {
        return started.exitCode().isPresent()
                ? new Diagnosis(
                        "it ended with exit code " + started.exitCode().orElseThrow(),
                        "see its log " + logFile())
                : new Diagnosis(
                        "it didn't answer within " + START_BOUND.toSeconds() + " s",
                        "see its log " + logFile());
    }

    private Path logFile() {
        return home.resolve(name().toLowerCase(Locale.ROOT) + ".log");
    }
}
