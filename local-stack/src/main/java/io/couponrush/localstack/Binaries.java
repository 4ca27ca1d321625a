package io.couponrush.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where this module's build has put the servers: local-stack/target/servers. */
record Binaries(Path directory) {

    static final String HOME = "rush.home";

    static Binaries find() {
        String home = System.getProperty(HOME);
        if (home == null || home.isBlank()) {
            throw new LocalStackException(
                    "the system property "
                            + HOME
                            + " is not set, so the servers can't be found;"
                            + " set it to the project's root folder (-D"
                            + HOME
                            + "=...)");
        }
        Path servers = Path.of(home, "local-stack", "target", "servers").toAbsolutePath();
        if (!Files.isDirectory(servers)) {
            throw new LocalStackException(
                    "no servers in "
                            + servers
                            + ": build them with ./mvnw -q -Dquick -pl local-stack"
                            + " process-resources, or check the system property "
                            + HOME);
        }
        return new Binaries(servers);
    }

    Path kafka() {
        return directory.resolve("kafka");
    }

    /**
     * Where Kafka's AOT cache is kept, once it is made. The JVM takes only a cache that this very
     * JDK has made from these very jars, so both are in its name.
     */
    Path kafkaCache() {
        try (Stream<Path> jars = Files.list(kafka())) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).sorted().toList();
            String made = System.getProperty("java.vm.version") + names;
            return directory.resolve("kafka-" + Integer.toHexString(made.hashCode()) + ".aot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path mariadb() {
        return directory.resolve("mariadb");
    }

    /** The one Redis binary that was built for this system. */
    Path redis() {
        String platform = system() + "-" + processor();
        try (Stream<Path> files = Files.list(directory.resolve("redis"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(platform))
                    .findFirst()
                    .orElseThrow(() -> new LocalStackException("no Redis binary for " + platform));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : "amd64";
    }
}
