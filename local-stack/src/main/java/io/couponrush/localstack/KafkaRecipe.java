package io.couponrush.localstack;

import static java.util.stream.Collectors.joining;

import io.couponrush.localstack.process.EnvironmentWords;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One broker that is its own controller (KRaft), in a JVM of the same JDK as ours. */
final class KafkaRecipe implements Recipe {

    private static final Pattern VERSION = Pattern.compile("Kafka version: (\\S+)");

    /**
     * After kill -9 the controller refuses the broker until its old session has run out, 9 s by
     * default. A session that is too short would fence the broker whenever the machine is busy.
     */
    private static final int SESSION_MILLIS = 4_000;

    /** The environment variable whose words are given to the broker's JVM as well. */
    private static final String MORE = "RUSH_KAFKA_JVM_OPTIONS";

    private final Binaries binaries;
    private final Path home;
    private final int port;
    private final int controllerPort;
    private final List<String> jvmOptions;
    private final Map<Integer, Integer> aliases = new LinkedHashMap<>();

    private KafkaRecipe(
            Binaries binaries, Path home, int port, int controllerPort, List<String> jvmOptions) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
        this.controllerPort = controllerPort;
        this.jvmOptions = jvmOptions;
    }

    /** Uses the AOT cache if there is one. */
    static KafkaRecipe on(Binaries binaries, Path home, int port, int controllerPort) {
        Path cache = binaries.kafkaCache();
        List<String> options = new ArrayList<>(EnvironmentWords.of(MORE));
        if (Files.exists(cache)) {
            options.add("-XX:AOTCache=" + cache);
        }
        return new KafkaRecipe(binaries, home, port, controllerPort, options);
    }

    /** The same, reachable through links on these ports as well. */
    static KafkaRecipe on(
            Binaries binaries, Path home, int port, int controllerPort, List<Integer> linked) {
        KafkaRecipe recipe = on(binaries, home, port, controllerPort);
        linked.forEach(alias -> recipe.aliases.put(alias, Ports.pick()));
        return recipe;
    }

    /** The broker's own port behind each advertised one. */
    Map<Integer, Integer> aliases() {
        return aliases;
    }

    /** Writes an AOT cache when it is stopped in peace. */
    static KafkaRecipe training(Binaries binaries, Path home, Path cache) {
        return new KafkaRecipe(
                binaries, home, Ports.pick(), Ports.pick(), List.of("-XX:AOTCacheOutput=" + cache));
    }

    @Override
    public PartName part() {
        return PartName.KAFKA;
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
    public List<String> preparation(Path emptyData) throws IOException {
        return java(
                // over before the second compiler would pay
                List.of("-XX:TieredStopAtLevel=1"),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                clusterId(),
                "--config",
                configuration(emptyData).toString());
    }

    @Override
    public List<String> command(Path data) throws IOException {
        return java(jvmOptions, "kafka.Kafka", configuration(data).toString());
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

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private List<String> java(List<String> options, String... mainClassAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.properties").toUri());
        command.addAll(options);
        command.add("-cp");
        command.add(binaries.kafka() + "/*");
        command.addAll(List.of(mainClassAndArguments));
        return command;
    }

    private Path configuration(Path data) throws IOException {
        String text =
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%5$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%6$s
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%7$s
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
                broker.session.timeout.ms=%4$d
                broker.heartbeat.interval.ms=500
                """
                        .formatted(
                                port,
                                controllerPort,
                                data,
                                SESSION_MILLIS,
                                aliased((alias, own) -> "LINK" + alias + "://127.0.0.1:" + own),
                                aliased((alias, _) -> "LINK" + alias + "://127.0.0.1:" + alias),
                                aliased((alias, _) -> "LINK" + alias + ":PLAINTEXT"));
        try (InputStream log4j =
                Objects.requireNonNull(
                        KafkaRecipe.class.getResourceAsStream("kafka-log4j2.properties"))) {
            Files.write(home.resolve("log4j2.properties"), log4j.readAllBytes());
        }
        return Files.writeString(home.resolve("kafka.properties"), text);
    }

    private String aliased(BiFunction<Integer, Integer, String> words) {
        return aliases.entrySet().stream()
                .map(alias -> "," + words.apply(alias.getKey(), alias.getValue()))
                .collect(joining());
    }

    /**
     * 16 bytes in URL-safe base64 without padding; a dash in front would be taken for an option.
     */
    static String clusterId() {
        String id;
        do {
            UUID random = UUID.randomUUID();
            byte[] bytes =
                    ByteBuffer.allocate(16)
                            .putLong(random.getMostSignificantBits())
                            .putLong(random.getLeastSignificantBits())
                            .array();
            id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (id.startsWith("-"));
        return id;
    }
}
