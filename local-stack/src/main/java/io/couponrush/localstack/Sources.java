package io.couponrush.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Decides for each part where its server comes from, and starts it. */
final class Sources {

    private final Path directory;
    private final StackOptions options;
    private final Map<String, String> environment;
    private final Collection<Server> servers = new ConcurrentLinkedQueue<>();

    Sources(Path directory, StackOptions options, Map<String, String> environment) {
        this.directory = directory;
        this.options = options;
        this.environment = environment;
    }

    /** The servers of ours, started or about to. */
    Collection<Server> servers() {
        return servers;
    }

    Part start(PartName name) {
        return switch (name) {
            case KAFKA -> kafka();
            case REDIS -> redis();
            case DATABASE -> database();
        };
    }

    private KafkaPart kafka() {
        String external = environment.get("RUSH_KAFKA_BOOTSTRAP");
        if (external != null) {
            return new KafkaPart(new ExternalServer("Kafka", "RUSH_KAFKA_BOOTSTRAP"), external);
        }
        int port = port(PartName.KAFKA);
        Path home = home("kafka");
        Recipe recipe = new KafkaRecipe(Binaries.find(), home, port, Ports.pick());
        return new KafkaPart(started(recipe, home), "127.0.0.1:" + port);
    }

    private RedisPart redis() {
        String external = environment.get("RUSH_REDIS_URI");
        if (external != null) {
            return new RedisPart(new ExternalServer("Redis", "RUSH_REDIS_URI"), external);
        }
        int port = port(PartName.REDIS);
        Path home = home("redis");
        return new RedisPart(
                started(new RedisRecipe(Binaries.find(), home, port), home),
                "redis://127.0.0.1:" + port);
    }

    private DatabasePart database() {
        String external = environment.get("RUSH_JDBC_URL");
        if (external != null) {
            DatabaseAccess access =
                    new DatabaseAccess(
                            external,
                            environment.getOrDefault("RUSH_JDBC_USER", ""),
                            environment.getOrDefault("RUSH_JDBC_PASSWORD", ""));
            return new DatabasePart(new ExternalServer("MySQL", "RUSH_JDBC_URL"), access);
        }
        Path home = home("mariadb");
        MariaDbRecipe recipe =
                new MariaDbRecipe(
                        Binaries.find(),
                        home,
                        port(PartName.DATABASE),
                        UUID.randomUUID().toString());
        return new DatabasePart(started(recipe, home), recipe.access());
    }

    private Server started(Recipe recipe, Path home) {
        ServerProcess server = new ServerProcess(recipe, home);
        servers.add(server);
        server.start();
        return server;
    }

    private int port(PartName name) {
        Integer fixed = options.ports().get(name);
        return fixed == null ? Ports.pick() : fixed;
    }

    private Path home(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
