package io.couponrush.localstack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A server in a Docker container, with a host port that stays the same. */
final class ContainerServer implements Server {

    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final PartName part;
    private final String name;
    private final String readyLine;
    private final Supplier<GenericContainer<?>> recipe;
    private @Nullable GenericContainer<?> container;
    private int starts;
    private volatile Duration startedIn = Duration.ZERO;

    /**
     * @param readyLine pattern of the log line that each start ends with, once
     * @param recipe makes a new container that hasn't been started
     */
    ContainerServer(
            PartName part, String name, String readyLine, Supplier<GenericContainer<?>> recipe) {
        this.part = part;
        this.name = name;
        this.readyLine = readyLine;
        this.recipe = recipe;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized String version() {
        return container == null ? "unknown" : container.getDockerImageName();
    }

    @Override
    public Duration startedIn() {
        return startedIn;
    }

    @Override
    public synchronized String log() {
        return container == null ? "none" : "docker logs " + container.getContainerId();
    }

    @Override
    public synchronized void start() {
        long begin = System.nanoTime();
        try {
            if (container == null) {
                GenericContainer<?> fresh = recipe.get();
                fresh.start();
                container = fresh;
                starts = 1;
            } else {
                docker().startContainerCmd(container.getContainerId()).exec();
                starts++;
                Wait.forLogMessage(".*" + readyLine + ".*", starts)
                        .withStartupTimeout(START_BOUND)
                        .waitUntilReady(container);
            }
        } catch (RuntimeException e) {
            PartFailedException failed =
                    new PartFailedException(
                            part,
                            new Diagnosis(
                                    Diagnosis.Fault.UNKNOWN,
                                    "its container doesn't come up (" + e.getMessage() + ")",
                                    "see " + log() + ", or drop -Dinfra=containers"),
                            List.of());
            failed.initCause(e);
            throw failed;
        }
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public synchronized void stop() {
        if (container == null) {
            return;
        }
        try {
            thaw();
            docker().stopContainerCmd(container.getContainerId()).withTimeout(30).exec();
        } catch (NotModifiedException _) {
            // it has ended already
        }
    }

    @Override
    public synchronized void kill() {
        if (container == null || !container.isRunning()) {
            return;
        }
        docker().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
        var _ = docker().waitContainerCmd(container.getContainerId()).start().awaitStatusCode();
    }

    @Override
    public synchronized void freeze() {
        docker().pauseContainerCmd(id()).exec();
    }

    @Override
    public synchronized void thaw() {
        Boolean paused = docker().inspectContainerCmd(id()).exec().getState().getPaused();
        if (Boolean.TRUE.equals(paused)) {
            docker().unpauseContainerCmd(id()).exec();
        }
    }

    @Override
    public synchronized void wipe() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }

    @Override
    public void end() {
        wipe();
    }

    private String id() {
        if (container == null) {
            throw new IllegalStateException(name + " doesn't run");
        }
        return container.getContainerId();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}
