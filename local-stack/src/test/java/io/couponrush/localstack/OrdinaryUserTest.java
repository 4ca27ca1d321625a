package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.localstack.process.Processes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack of somebody who isn't root, seen where root runs this build. Where somebody else does,
 * every other test shows it, and none what root's stack does.
 */
@Execution(ExecutionMode.CONCURRENT) // its servers are its own
class OrdinaryUserTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String NOBODY = "65534";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir Path directory;

    @Test
    void startsAndEndsAStack() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            System.out.println(
                    "NOT TRIED: a stack of root. All others here are an ordinary user's.");
            return;
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = Files.createDirectory(directory.resolve("data"));
        succeeds(List.of("chown", NOBODY + ":" + NOBODY, data.toString()));
        Path home = readableHome();

        Process owner =
                new ProcessBuilder(owner(home, data)).redirectError(Redirect.INHERIT).start();
        BufferedReader said = owner.inputReader();
        assertThat(said.readLine()).as("Kafka").startsWith("127.0.0.1:");
        assertThat(said.readLine()).as("Redis").startsWith("redis://");
        try (Connection database =
                DriverManager.getConnection(said.readLine(), said.readLine(), said.readLine())) {
            assertThat(database.isValid(60)).isTrue();
        }
        assertThat(Processes.usersOf(data.toString())).hasSizeGreaterThan(3).containsOnly(NOBODY);
        assertThat(Files.getOwner(data.resolve("mariadb/data")).getName()).isNotEqualTo("root");

        owner.destroyForcibly();
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(Processes.mentioning(data.toString())).isEmpty());
    }

    /** The project itself, or a copy of what is needed where its folder is root's alone. */
    private Path readableHome() throws Exception {
        Path home = Path.of(System.getProperty(Binaries.HOME)).toRealPath();
        if (isReadable(home)) {
            return home;
        }
        Path copy = directory.resolve("home");
        Path target = Files.createDirectories(copy.resolve("local-stack/target"));
        for (String folder : List.of("servers", "classes", "test-classes")) {
            Path from = home.resolve("local-stack/target").resolve(folder);
            succeeds(List.of("cp", "-a", from.toString(), target.toString()));
        }
        succeeds(List.of("chmod", "-R", "a+rX", copy.toString()));
        assertThat(isReadable(copy)).as("a JDK, and copies, that others can read").isTrue();
        return copy;
    }

    private static boolean isReadable(Path home) throws Exception {
        Path target = home.resolve("local-stack/target");
        Path owner = target.resolve("test-classes/io/couponrush/localstack/StackOwner.class");
        Path server = target.resolve("servers/mariadb/bin/mariadbd");
        String test = "test -x '%s' && test -x '%s' && test -r '%s'".formatted(JAVA, server, owner);
        return exitCode(asNobody(List.of("sh", "-c", test))) == 0;
    }

    private static List<String> owner(Path home, Path data) {
        Path target = home.resolve("local-stack/target");
        return asNobody(
                List.of(
                        JAVA.toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Binaries.HOME + "=" + home,
                        "-cp",
                        target.resolve("classes") + ":" + target.resolve("test-classes"),
                        StackOwner.class.getName(),
                        data.toString()));
    }

    private static List<String> asNobody(List<String> command) {
        List<String> all =
                new ArrayList<>(
                        List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        all.addAll(command);
        return all;
    }

    private static void succeeds(List<String> command) throws Exception {
        assertThat(exitCode(command)).as(String.join(" ", command)).isZero();
    }

    private static int exitCode(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        System.out.print(new String(process.getInputStream().readAllBytes(), UTF_8));
        return process.waitFor();
    }
}
