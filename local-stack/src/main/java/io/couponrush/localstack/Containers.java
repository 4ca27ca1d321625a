package io.couponrush.localstack;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

import java.util.List;
import java.util.function.BooleanSupplier;

/** The three servers as containers: what {@code -Dinfra=containers} asks for. */
final class Containers {

    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.1");
    private static final DockerImageName REDIS = DockerImageName.parse("redis:8.2");
    private static final DockerImageName MYSQL = DockerImageName.parse("mysql:8.4");

    private final BooleanSupplier engine;

    /**
     * @param engine whether a Docker engine answers
     */
    Containers(BooleanSupplier engine) {
        this.engine = engine;
    }

    static Containers ofThisMachine() {
        return new Containers(() -> DockerClientFactory.instance().isDockerAvailable());
    }

    /**
     * @throws PartFailedException if no Docker engine answers
     */
    void require(PartName part) {
        if (!engine.getAsBoolean()) {
            throw new PartFailedException(
                    part,
                    new Diagnosis(
                            Diagnosis.Fault.NO_ENGINE,
                            "-Dinfra=containers is given, but no Docker engine answers",
                            "start Docker, or drop -Dinfra=containers to use servers from Maven"
                                    + " artifacts"),
                    List.of());
        }
    }

    Server kafka(int port) {
        String ready = "Kafka Server started";
        return new ContainerServer(
                PartName.KAFKA,
                "Kafka",
                ready,
                () -> {
                    KafkaContainer kafka =
                            new KafkaContainer(KAFKA)
                                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                    kafka.setPortBindings(List.of(port + ":9092"));
                    return kafka;
                });
    }

    Server redis(int port) {
        return plain(
                PartName.REDIS,
                "Redis",
                "Ready to accept connections",
                port + ":6379",
                () ->
                        new GenericContainer<>(REDIS)
                                .withCommand(
                                        "redis-server",
                                        "--save",
                                        "",
                                        "--appendonly",
                                        "yes",
                                        "--appendfsync",
                                        "everysec",
                                        "--aof-load-truncated",
                                        "no"));
    }

    /** Not Testcontainers' own MySQL class: that needs a JDBC driver wherever the stack is used. */
    Server mysql(int port, String schema, String user, String password) {
        return plain(
                PartName.DATABASE,
                "MySQL",
                "ready for connections.*port: 3306\\D", // not the X plugin's 33060
                port + ":3306",
                () ->
                        new GenericContainer<>(MYSQL)
                                .withEnv("MYSQL_DATABASE", schema)
                                .withEnv("MYSQL_USER", user)
                                .withEnv("MYSQL_PASSWORD", password)
                                .withEnv("MYSQL_RANDOM_ROOT_PASSWORD", "yes"));
    }

    private interface Image {
        GenericContainer<?> container();
    }

    private static Server plain(
            PartName part, String name, String ready, String binding, Image image) {
        return new ContainerServer(
                part,
                name,
                ready,
                () -> {
                    GenericContainer<?> container = image.container();
                    container.setPortBindings(List.of(binding));
                    container.setWaitStrategy(Wait.forLogMessage(".*" + ready + ".*", 1));
                    return container;
                });
    }
}
