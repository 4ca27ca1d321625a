package io.couponrush.localstack;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A Kafka broker, a Redis and a MySQL-protocol database, each its own process on a free port of the
 * loopback address. Nothing of it outlives this JVM, however this JVM ends.
 *
 * <p>A part is started when it is first asked for; {@link #up} starts several side by side. A
 * server named by RUSH_KAFKA_BOOTSTRAP, RUSH_REDIS_URI or RUSH_JDBC_URL (with RUSH_JDBC_USER and
 * RUSH_JDBC_PASSWORD) is used instead of our own, and {@code -Dinfra=containers} makes our own ones
 * Docker containers. Safe for use by many threads.
 */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final DataDirectory directory;
    private final Sources sources;
    private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);
    private volatile @Nullable RuntimeException over;

    private LocalStack(StackOptions options) {
        this.options = options;
        Infra infra = Infra.chosen();
        this.directory = DataDirectory.open(options.dataDirectory());
        this.sources =
                new Sources(
                        directory.path(),
                        options.ports(),
                        new External(System.getenv()),
                        infra,
                        options.kafkaAliases());
    }

    /**
     * The one stack that everything in this JVM shares; it ends with the JVM and must not be
     * closed.
     *
     * @throws LocalStackException if it can't be had
     */
    public static LocalStack shared() {
        return Shared.stack();
    }

    /**
     * Starts a stack with all three parts up.
     *
     * @throws PartFailedException if a part doesn't come up; what did is stopped
     * @throws LocalStackException if its data directory can't be used
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

    /** Each server's name and version; starts those that are needed for it. */
    public List<String> versions() {
        return Stream.<Part>of(kafka(), redis(), database())
                .map(part -> part.name() + " " + part.version())
                .toList();
    }

    /**
     * Starts these parts, all three if none is named, side by side, and returns when they are up.
     *
     * @throws PartFailedException if a part doesn't come up; the whole stack is ended then, and
     *     every later call throws the same
     */
    public synchronized LocalStack up(PartName... wanted) {
        if (over != null) {
            throw over;
        }
        Set<PartName> missing =
                wanted.length == 0
                        ? EnumSet.allOf(PartName.class)
                        : EnumSet.copyOf(List.of(wanted));
        missing.removeAll(parts.keySet());
        Map<PartName, CompletableFuture<Part>> starting = new EnumMap<>(PartName.class);
        List<RuntimeException> failures = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PartName name : missing) {
                starting.put(
                        name, CompletableFuture.supplyAsync(() -> begin(name, failures), threads));
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException failure = failures.getFirst();
            over = failure;
            endServers();
            // not deleted: somebody may want to read the logs
            directory.leave();
            throw failure;
        }
        starting.forEach((name, part) -> parts.put(name, part.join()));
        return this;
    }

    /**
     * Ends all parts. Data in a directory of the caller's is kept, so those servers are stopped in
     * peace, side by side; a temporary stack's are killed and their data is deleted.
     */
    @Override
    public synchronized void close() {
        if (over == null) {
            over = new LocalStackException("this stack has been closed");
            if (options.dataDirectory() != null) {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    sources.servers().forEach(server -> threads.execute(server::stop));
                }
            }
            endServers();
            directory.close();
        }
    }

    private synchronized Part part(PartName name) {
        if (!parts.containsKey(name)) {
            up(name);
        }
        return Objects.requireNonNull(parts.get(name));
    }

    private Part begin(PartName name, List<RuntimeException> failures) {
        try {
            options.progress().starting(name);
            Part part = sources.start(name);
            options.progress().ready(name, part);
            return part;
        } catch (RuntimeException e) {
            // the others needn't come up any more, and fail because of that
            failures.add(e);
            endServers();
            throw e;
        }
    }

    private void endServers() {
        sources.servers().forEach(Server::end);
    }

    private static final class Shared {

        private static @Nullable LocalStack stack;

        static synchronized LocalStack stack() {
            if (stack == null) {
                LocalStack fresh = new LocalStack(StackOptions.temporary());
                // not close(): that waits for a start under way
                Runtime.getRuntime().addShutdownHook(new Thread(fresh::abandon));
                stack = fresh;
            }
            return stack;
        }
    }

    private void abandon() {
        boolean deleteData = over == null;
        endServers();
        if (deleteData) {
            directory.close();
        }
    }
}
