package io.couponrush.localstack.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.couponrush.localstack.Directories;
import io.couponrush.localstack.process.ManagedProcess;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the JVM of a service has loaded and linked by the time its context is made, kept beside its
 * jar. On a slow day, until the context was made, a worker took 8.7 s of processor time with it and
 * 17.3 without, a gateway 7.8 and 23.2. A full build makes it, because its journeys start services
 * often; a quick one does not: making the two took 24 and 41 s.
 *
 * <p>Its name holds a digest of the jar and the JVM. The JVM would look at the sizes and times of
 * jars only, and a reproducible build gives all of them the same time. Who finds it deleted, by a
 * build beside a running product, starts without it.
 */
record AotCache(Path file) {

    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final String SUFFIX = ".aot";

    /** Of this jar, made or not. */
    static AotCache of(BootJar jar, String module) throws IOException {
        UUID digest = UUID.nameUUIDFromBytes(fingerprint(jar).getBytes(UTF_8));
        return new AotCache(jar.file().resolveSibling(module + "-" + digest + SUFFIX));
    }

    /** For the JVM; none where no full build has made the cache, or the JVM would refuse it. */
    List<String> options() {
        // it warns of adapters of calls that it makes anew, which is of no use to anybody
        return Files.exists(file) && !JvmOptions.watched()
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=error")
                : List.of();
    }

    /**
     * What is in the jar by name, size and check sum, jars in it included, and what else the JVM
     * asks for: itself, and the time of the jar's files.
     */
    private static String fingerprint(BootJar jar) throws IOException {
        try (JarFile content = new JarFile(jar.file().toFile())) {
            return Stream.concat(
                            Stream.of(
                                    System.getProperty("java.vm.vendor"),
                                    System.getProperty("java.vendor.version"),
                                    System.getProperty("java.vm.version"),
                                    Files.getLastModifiedTime(jar.file()).toString()),
                            content.stream()
                                    .map(it -> it.getName() + it.getSize() + ' ' + it.getCrc()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * Makes the context of a service once, without any server, and leaves it again before any part
     * of it is started. What already looks for a server finds none.
     *
     * @param arguments the service's module
     */
    public static void main(String[] arguments) throws IOException {
        String module = arguments[0];
        BootJar jar = BootJar.of(module);
        AotCache cache = of(jar, module);
        if (Files.exists(cache.file)) {
            return;
        }
        deleteOlder(requireNonNull(cache.file.getParent()), module);
        Path directory = Files.createTempDirectory("rush-training-");
        try {
            cache.make(jar, module, directory);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Also what a training that was killed has left. */
    private static void deleteOlder(Path directory, String module) throws IOException {
        try (DirectoryStream<Path> caches =
                Files.newDirectoryStream(directory, module + "-*" + SUFFIX + "*")) {
            for (Path cache : caches) {
                Files.deleteIfExists(cache);
            }
        }
    }

    private void make(BootJar jar, String module, Path directory) throws IOException {
        // beside its final place, so that it appears there whole or not at all
        Path fresh = Files.createTempFile(file.getParent(), module + "-", SUFFIX + ".new");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmOptions.training(module));
        command.add("-XX:AOTCacheOutput=" + fresh);
        command.add("-Dspring.context.exit=onRefresh");
        command.add("-Dspring.config.additional-location=" + settings());
        jar.unpackedIn(directory, module, List.of()).command().forEach(command::add);
        Path log = file.resolveSibling(module + "-training.log");
        Files.deleteIfExists(log);
        try (ManagedProcess process =
                ManagedProcess.start(module, command, environment(directory), directory, log)) {
            if (!process.awaitExit(BOUND)
                    || process.exitCode().getAsInt() != 0
                    || Files.size(fresh) == 0) {
                throw new IllegalStateException(
                        "%s could not be trained, see %s; its last lines:%n    %s"
                                .formatted(
                                        module, log, String.join("\n    ", process.lastLines(20))));
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** No server that the builder's own environment names is asked for. */
    private static Map<String, String> environment(Path directory) {
        return Map.of(
                "RUSH_AUTH_SIGNING_KEY", Secrets.in(directory).signingKey().toString(),
                "RUSH_KAFKA_BOOTSTRAP", "127.0.0.1:1",
                "RUSH_REDIS_URI", "redis://127.0.0.1:1",
                "RUSH_JDBC_URL", "jdbc:mysql://127.0.0.1:1/none",
                "SPRING_PROFILES_ACTIVE", "");
    }

    private static String settings() {
        Path home = Path.of(System.getProperty("rush.home"));
        return home.resolve("deploy/image/training.yaml").toUri().toString();
    }
}
