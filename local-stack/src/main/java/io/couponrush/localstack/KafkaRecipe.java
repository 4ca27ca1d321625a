package io.couponrush.localstack;

import io.couponrush.localstack.process.ManagedProcess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One broker that is its own controller (KRaft), in a JVM of the same JDK as ours. */
final class KafkaRecipe implements Recipe {

    private static final Pattern VERSION = Pattern.compile("Kafka version: (\\S+)");
    private static final Duration FORMAT_BOUND = Duration.ofMinutes(1);

    private final Binaries binaries;
    private final Path home;
    private final int port;
    private final int controllerPort;

    KafkaRecipe(Binaries binaries, Path home, int port, int controllerPort) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public void prepare(Path emptyData) {
        Path properties = writeConfiguration(emptyData);
        try (ManagedProcess format =
                ManagedProcess.start(
                        "Kafka's storage tool",
                        java(
                                "kafka.tools.StorageTool",
                                "format",
                                "--cluster-id",
                                clusterId(),
                                "--config",
                                properties.toString()),
                        Map.of(),
                        home,
                        home.resolve("kafka.log"))) {
            if (!format.awaitExit(FORMAT_BOUND) || format.exitCode().orElseThrow() != 0) {
                throw new PartFailedException(
                        name(),
                        new Diagnosis(
                                "its data directory couldn't be formatted", "see the lines below"),
                        format.lastLines(20));
            }
        }
    }

    @Override
    public List<String> command(Path data) {
        return java("kafka.Kafka", writeConfiguration(data).toString());
    }

    @Override
    public boolean ready(String output) {
        return output.contains("Kafka Server started");
    }

    @Override
    public String version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private List<String> java(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties").toUri());
        command.add("-cp");
        command.add(binaries.kafka() + "/*");
        command.add(mainClass);
        for (String argument : arguments) {
            command.add(argument);
        }
        return command;
    }

    private Path writeConfiguration(Path data) {
        String text =
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                group.initial.rebalance.delay.ms=0
                """
                        .formatted(port, controllerPort, data);
        try (InputStream log4j =
                Objects.requireNonNull(
                        KafkaRecipe.class.getResourceAsStream("kafka-log4j2.properties"))) {
            Files.write(home.resolve("log4j2.properties"), log4j.readAllBytes());
            return Files.writeString(home.resolve("kafka.properties"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Kafka wants it: 16 bytes in URL-safe base64 without padding. */
    private static String clusterId() {
        UUID random = UUID.randomUUID();
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
