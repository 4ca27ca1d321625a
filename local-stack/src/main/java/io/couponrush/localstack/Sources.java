package io.couponrush.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/** Decides for each part where its server comes from, and starts it. */
final class Sources {

    private static final int PORT_ATTEMPTS = 3;

    private final Path directory;
    private final Map<PartName, Integer> ports;
    private final External external;
    private final Infra infra;
    private final List<Integer> kafkaAliases;
    private final Collection<Server> servers = new ConcurrentLinkedQueue<>();

    Sources(Path directory, Map<PartName, Integer> ports, External external, Infra infra) {
        this(directory, ports, external, infra, List.of());
    }

    /**
     * @param kafkaAliases only for a Kafka of our own
     */
    Sources(
            Path directory,
            Map<PartName, Integer> ports,
            External external,
            Infra infra,
            List<Integer> kafkaAliases) {
        this.kafkaAliases = kafkaAliases;
        this.directory = directory;
        this.ports = ports;
        this.external = external;
        this.infra = infra;
    }

    /** The servers of ours, started or about to. */
    Collection<Server> servers() {
        return servers;
    }

    /**
     * @throws PartFailedException if it doesn't come up
     */
    Part start(PartName name) {
        return external.part(name)
                .orElseGet(
                        () ->
                                switch (infra) {
                                    case Infra.Embedded(Binaries binaries) ->
                                            embedded(name, binaries);
                                    case Infra.InContainers(Containers containers) ->
                                            inContainer(name, containers);
                                });
    }

    private Part embedded(PartName name, Binaries binaries) {
        return switch (name) {
            case KAFKA -> {
                Path home = home(name, "kafka");
                Attempt<KafkaRecipe> kafka =
                        firstFree(
                                name,
                                home,
                                port ->
                                        KafkaRecipe.on(
                                                binaries, home, port, Ports.pick(), kafkaAliases));
                yield new KafkaPart(
                        kafka.server, kafka.recipe.bootstrapServers(), kafka.recipe.aliases());
            }
            case REDIS -> {
                Path home = home(name, "redis");
                Attempt<RedisRecipe> redis =
                        firstFree(name, home, port -> new RedisRecipe(binaries, home, port));
                yield new RedisPart(redis.server, redis.recipe.uri());
            }
            case DATABASE -> {
                Path home = home(name, "mariadb");
                String password = UUID.randomUUID().toString();
                Attempt<MariaDbRecipe> database =
                        firstFree(
                                name,
                                home,
                                port -> new MariaDbRecipe(binaries, home, port, password));
                yield new DatabasePart(database.server, database.recipe.access());
            }
        };
    }

    private Part inContainer(PartName name, Containers containers) {
        containers.require(name);
        int port = ports.getOrDefault(name, Ports.pick());
        return switch (name) {
            case KAFKA -> new KafkaPart(started(containers.kafka(port)), "localhost:" + port);
            case REDIS ->
                    new RedisPart(started(containers.redis(port)), "redis://localhost:" + port);
            case DATABASE -> {
                DatabaseAccess access =
                        new DatabaseAccess(
                                "jdbc:mysql://localhost:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                                        .formatted(port, MariaDbRecipe.SCHEMA),
                                MariaDbRecipe.USER,
                                UUID.randomUUID().toString());
                yield new DatabasePart(
                        started(
                                containers.mysql(
                                        port,
                                        MariaDbRecipe.SCHEMA,
                                        access.user(),
                                        access.password())),
                        access);
            }
        };
    }

    /** Between picking a free port and using it, somebody else may have taken it. */
    private <R extends Recipe> Attempt<R> firstFree(
            PartName name, Path home, IntFunction<R> recipeOn) {
        Integer fixed = ports.get(name);
        for (int attempt = 1; ; attempt++) {
            R recipe = recipeOn.apply(fixed == null ? Ports.pick() : fixed);
            try {
                return new Attempt<>(recipe, started(new ServerProcess(recipe, home)));
            } catch (PartFailedException e) {
                boolean unlucky = e.diagnosis().fault() == Diagnosis.Fault.PORT_TAKEN;
                if (!unlucky || fixed != null || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private record Attempt<R>(R recipe, Server server) {}

    private Server started(Server server) {
        servers.add(server);
        server.start();
        return server;
    }

    private Path home(PartName part, String name) {
        try {
            return Directories.createPrivate(directory.resolve(name));
        } catch (IOException e) {
            throw new PartFailedException(part, Diagnosis.of(part, e), List.of());
        }
    }
}
