package io.couponrush.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Kafka broker, a Redis and a MySQL-protocol database, each its own process on a free port of the
 * loopback address. Nothing of it outlives this JVM, however this JVM ends.
 *
 * <p>A part is started when it is first asked for; {@link #up} starts several side by side. A
 * server named by RUSH_KAFKA_BOOTSTRAP, RUSH_REDIS_URI or RUSH_JDBC_URL (with RUSH_JDBC_USER and
 * RUSH_JDBC_PASSWORD) is used instead of our own. Safe for use by many threads.
 */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final Path directory;
    private final Sources sources;
    private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);

    private LocalStack(StackOptions options) {
        this.options = options;
        this.directory = directory(options);
        this.sources = new Sources(directory, options, System.getenv());
    }

    /** The one stack that everything in this JVM shares; it ends with the JVM. */
    public static LocalStack shared() {
        return Shared.STACK;
    }

    /**
     * Starts a stack with all three parts up.
     *
     * @throws PartFailedException if a part doesn't come up; what did is stopped
     */
    public static LocalStack start(StackOptions options) {
        return new LocalStack(options).up();
    }

    /** The Kafka broker, started if need be. */
    public KafkaPart kafka() {
        return (KafkaPart) part(PartName.KAFKA);
    }

    /** The Redis server, started if need be. */
    public RedisPart redis() {
        return (RedisPart) part(PartName.REDIS);
    }

    /** The database, started if need be. */
    public DatabasePart database() {
        return (DatabasePart) part(PartName.DATABASE);
    }

    /**
     * Starts these parts, all three if none is named, side by side, and returns when they are up.
     *
     * @throws PartFailedException if a part doesn't come up; the whole stack is stopped
     */
    public synchronized LocalStack up(PartName... wanted) {
        Collection<PartName> missing = new ArrayList<>(List.of(wanted));
        if (wanted.length == 0) {
            missing.addAll(List.of(PartName.values()));
        }
        missing.removeAll(parts.keySet());
        Map<PartName, CompletableFuture<Part>> starting = new EnumMap<>(PartName.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PartName name : missing) {
                starting.put(name, CompletableFuture.supplyAsync(() -> begin(name), threads));
            }
        }
        try {
            starting.forEach((name, part) -> parts.put(name, part.join()));
            return this;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends all parts; a temporary stack's data is deleted. */
    @Override
    public synchronized void close() {
        sources.servers().forEach(Server::kill);
        parts.clear();
        if (options.dataDirectory() == null) {
            Directories.delete(directory);
        }
    }

    private synchronized Part part(PartName name) {
        if (!parts.containsKey(name)) {
            up(name);
        }
        return Objects.requireNonNull(parts.get(name));
    }

    private Part begin(PartName name) {
        options.progress().starting(name);
        Part part = sources.start(name);
        options.progress().ready(name, part);
        return part;
    }

    private static Path directory(StackOptions options) {
        try {
            Path kept = options.dataDirectory();
            return kept == null
                    ? Files.createTempDirectory("coupon-rush-").toRealPath()
                    : Files.createDirectories(kept).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {

        static final LocalStack STACK = new LocalStack(StackOptions.temporary());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(STACK::close, "local-stack-close"));
        }
    }
}
