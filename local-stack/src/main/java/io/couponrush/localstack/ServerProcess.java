package io.couponrush.localstack;

import io.couponrush.localstack.process.ManagedProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A server of ours: a process with a data directory and a log file.
 *
 * <p>Starting, stopping and wiping exclude each other; killing, freezing and ending don't wait for
 * them, so that a start under way can be cut short.
 */
final class ServerProcess implements Server {

    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final int LINES = 15;

    private final Recipe recipe;
    private final Path home;
    private final Path data;
    private final Duration stopGrace;
    private final Object processLock = new Object();
    private @Nullable ManagedProcess process;
    private boolean ended;
    private volatile Duration startedIn = Duration.ZERO;
    private volatile String version = "unknown";

    /**
     * @param home an existing directory of this server alone
     */
    ServerProcess(Recipe recipe, Path home) {
        this(recipe, home, STOP_GRACE);
    }

    /**
     * @param stopGrace how long a server that was asked to stop may take
     */
    ServerProcess(Recipe recipe, Path home, Duration stopGrace) {
        this.recipe = recipe;
        this.home = home;
        this.stopGrace = stopGrace;
        this.data = home.resolve("data");
    }

    @Override
    public String name() {
        return recipe.name();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Duration startedIn() {
        return startedIn;
    }

    @Override
    public String log() {
        return logFile().toString();
    }

    /** Where the server keeps what it must not forget. */
    Path data() {
        return data;
    }

    @Override
    public synchronized void start() {
        long begin = System.nanoTime();
        for (int port : recipe.ports()) {
            if (!Ports.isFree(port)) {
                throw failed(Diagnosis.portTaken(recipe.part(), port), List.of());
            }
        }
        try {
            prepareOnce();
            ManagedProcess server = launch(recipe.command(data));
            if (!server.await(() -> recipe.ready(server.output()), START_BOUND)) {
                throw failed(server);
            }
            version = recipe.version(server.output());
        } catch (IOException e) {
            throw failed(Diagnosis.of(recipe.part(), e), List.of());
        }
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public synchronized void stop() {
        ManagedProcess running = current();
        if (running != null) {
            running.stop(stopGrace);
        }
    }

    @Override
    public synchronized void wipe() {
        kill();
        try {
            Directories.delete(data);
        } catch (IOException e) {
            throw failed(Diagnosis.of(recipe.part(), e), List.of());
        }
    }

    @Override
    public void kill() {
        ManagedProcess running = current();
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void freeze() {
        running().freeze();
    }

    @Override
    public void thaw() {
        running().thaw();
    }

    @Override
    public CompletableFuture<String> ended() {
        return running()
                .onExit()
                .thenApply(
                        code ->
                                "%s ended with exit code %d; see %s"
                                        .formatted(name(), code, log()));
    }

    @Override
    public void end() {
        synchronized (processLock) {
            ended = true;
        }
        kill();
    }

    /** Prepares beside the final place: a preparation cut short leaves nothing half made. */
    private void prepareOnce() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path fresh = home.resolve("data.new");
        Directories.delete(fresh);
        Files.createDirectory(fresh);
        List<String> preparation = recipe.preparation(fresh);
        if (!preparation.isEmpty()) {
            ManagedProcess tool = launch(preparation);
            if (!tool.awaitExit(START_BOUND) || tool.exitCode().orElseThrow() != 0) {
                throw failed(tool);
            }
        }
        Files.move(fresh, data);
    }

    private ManagedProcess launch(List<String> command) {
        synchronized (processLock) {
            if (ended) {
                throw new LocalStackException(name() + " was ended while it was starting");
            }
            process = ManagedProcess.start(name(), command, Map.of(), home, logFile());
            return process;
        }
    }

    private PartFailedException failed(ManagedProcess broken) {
        Diagnosis diagnosis =
                Directories.isFull(home)
                        ? Diagnosis.diskFull(recipe.part(), home)
                        : Diagnosis.of(recipe.part(), broken.output(), broken.exitCode(), log());
        broken.kill();
        return failed(diagnosis, broken.lastLines(LINES));
    }

    private PartFailedException failed(Diagnosis diagnosis, List<String> lastLines) {
        return new PartFailedException(recipe.part(), diagnosis, lastLines);
    }

    private @Nullable ManagedProcess current() {
        synchronized (processLock) {
            return process;
        }
    }

    private ManagedProcess running() {
        ManagedProcess running = current();
        if (running == null) {
            throw new IllegalStateException(name() + " has never been started");
        }
        return running;
    }

    private Path logFile() {
        return home.resolve(name().toLowerCase(Locale.ROOT) + ".log");
    }
}
