package io.couponrush.localstack.product;

import static java.util.Objects.requireNonNull;

import io.couponrush.localstack.process.ManagedProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The worker or the gateway as a process on this JVM's JDK. Its ports stay the same whatever is
 * done to it. Every call returns when its effect is there: after {@link #start()} it is ready.
 */
public final class Service {

    static final String LOOPBACK = "127.0.0.1";

    /** Who dies is noticed at once; who is slow, on a machine that is busy, is waited for. */
    private static final Duration START_BOUND = Duration.ofMinutes(4);

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final int PROBE_MILLIS = 1_000;

    private final String name;
    private final Unpacked code;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;
    private final int port;
    private final int managementPort;
    private final Path logFile;
    private volatile @Nullable ManagedProcess process;
    private volatile long beganNanos;
    private volatile Duration startedIn = Duration.ZERO;

    Service(
            String name,
            Unpacked code,
            List<String> jvmOptions,
            Map<String, String> environment,
            int port,
            int managementPort,
            Path logDirectory) {
        this.name = name;
        this.code = code;
        this.jvmOptions = jvmOptions;
        this.environment = new ConcurrentHashMap<>(environment);
        // else they listen on every network that this machine is in, the management without a word
        // asked
        this.environment.putIfAbsent("SERVER_ADDRESS", LOOPBACK);
        this.environment.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        this.environment.put("SERVER_PORT", String.valueOf(port));
        this.environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPort));
        this.port = port;
        this.managementPort = managementPort;
        this.logFile = logDirectory.resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    public String version() {
        return code.version();
    }

    public URI url() {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    public URI managementUrl() {
        return URI.create("http://" + LOOPBACK + ":" + managementPort);
    }

    /** How long the last start took until it was ready. */
    public Duration startedIn() {
        return startedIn;
    }

    public long pid() {
        return running().pid();
    }

    public Path logFile() {
        return logFile;
    }

    /** Whether its process lives, frozen or not. */
    public boolean isAlive() {
        ManagedProcess now = process;
        return now != null && now.isAlive();
    }

    /** Whether its process lives and is stopped in its tracks, by whomever. */
    public boolean isFrozen() {
        ManagedProcess now = process;
        return now != null && now.isAlive() && now.isStopped();
    }

    /** Sets an environment variable from the next start on. */
    public void set(String variable, String value) {
        environment.put(variable, value);
    }

    /**
     * Starts the process and waits until it says it is ready.
     *
     * @throws IllegalStateException if it ends or isn't ready in time; its last lines are in the
     *     message
     */
    public void start() {
        begin();
        awaitReady();
    }

    /** Starts the process; it isn't ready yet when this returns. */
    public void begin() {
        beganNanos = System.nanoTime();
        process =
                ManagedProcess.start(
                        name, command(), environment, requireNonNull(logFile.getParent()), logFile);
    }

    /**
     * Waits until it says it is ready.
     *
     * @throws IllegalStateException as {@link #start()}
     */
    public void awaitReady() {
        ManagedProcess started = running();
        if (!started.await(this::ready, START_BOUND)) {
            String why =
                    started.exitCode().isPresent()
                            ? "it ended with exit code " + started.exitCode().getAsInt()
                            : "it was not ready within " + START_BOUND.toSeconds() + " s";
            started.kill();
            throw new IllegalStateException(
                    "%s could not start: %s%n  what to do: see its log %s%n  its last lines:%n    %s"
                            .formatted(
                                    name,
                                    why,
                                    logFile,
                                    String.join("\n    ", started.lastLines(20))));
        }
        startedIn = Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** Completes with words for a person when the process of now has ended. */
    CompletableFuture<String> ended() {
        return running()
                .onExit()
                .thenApply(
                        code ->
                                "%s ended with exit code %d; see %s"
                                        .formatted(name, code, logFile));
    }

    /** Asks it to end in peace, and kills it when it doesn't. */
    public void stop() {
        ManagedProcess ending = process;
        if (ending != null) {
            ending.stop(STOP_GRACE);
        }
    }

    /** Kills it with signal 9. */
    public void kill() {
        ManagedProcess ending = process;
        if (ending != null) {
            ending.kill();
        }
    }

    /** It keeps its connections and stops answering (SIGSTOP). */
    public void freeze() {
        running().freeze();
    }

    /** Lets it go on after {@link #freeze()}. */
    public void thaw() {
        running().thaw();
    }

    public void restart() {
        stop();
        start();
    }

    private ManagedProcess running() {
        ManagedProcess now = process;
        if (now == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return now;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        code.command().forEach(command::add);
        return command;
    }

    private boolean ready() {
        try {
            HttpURLConnection probe =
                    (HttpURLConnection)
                            managementUrl()
                                    .resolve("/actuator/health/readiness")
                                    .toURL()
                                    .openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            try {
                return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                probe.disconnect();
            }
        } catch (IOException _) {
            return false; // not listening yet
        }
    }
}
