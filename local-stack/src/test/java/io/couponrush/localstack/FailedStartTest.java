package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.couponrush.localstack.Diagnosis.Fault;
import io.couponrush.localstack.process.Processes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A part that can't start says which, why and what to do, and nothing of the stack stays. */
@Execution(ExecutionMode.CONCURRENT) // each server is its own
class FailedStartTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void aTakenPortEndsTheWholeStack() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            StackOptions options = StackOptions.keptIn(directory).withPort(PartName.DATABASE, port);

            assertThatThrownBy(() -> LocalStack.start(options))
                    .isInstanceOfSatisfying(
                            PartFailedException.class,
                            failed -> assertThat(failed.part()).isEqualTo(PartName.DATABASE))
                    .hasMessageContaining("database")
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("what to do")
                    .hasMessageContaining("RUSH_JDBC_URL");
        }
        await().atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(Processes.mentioning(directory.toString())).isEmpty());
    }

    @Test
    void theServerItselfSaysThatThePortIsTaken() throws IOException {
        for (PartName name : PartName.values()) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Path home = Files.createDirectory(directory.resolve(name.name()));
                Recipe recipe = recipe(name, Binaries.find(), home, taken.getLocalPort());
                // as if the port had been free a moment before
                ServerProcess server = new ServerProcess(new PortsUnseen(recipe), home);
                PartFailedException failed = failureOf(server);
                assertThat(failed.part()).isEqualTo(name);
                assertThat(failed.diagnosis().fault()).isEqualTo(Fault.PORT_TAKEN);
                assertThat(failed).hasMessageContaining("its last lines");
            }
        }
    }

    /** The name of a library inside the real binary is changed: the real loader doesn't find it. */
    @Test
    void aMissingLibraryIsNamed() throws IOException {
        Binaries real = Binaries.find();
        Path file = Files.createDirectories(directory.resolve("servers/redis"));
        Path crippled = file.resolve(real.redis().getFileName());
        String bytes = Files.readString(real.redis(), ISO_8859_1);
        assertThat(bytes).contains("libssl.so.3");
        Files.writeString(crippled, bytes.replace("libssl.so.3", "libxyz.so.3"), ISO_8859_1);
        assertThat(crippled.toFile().setExecutable(true)).isTrue();

        PartFailedException failed = failureOf(copyOfRedis());

        assertThat(failed.part()).isEqualTo(PartName.REDIS);
        assertThat(failed.diagnosis().fault()).isEqualTo(Fault.LIBRARY_MISSING);
        assertThat(failed)
                .hasMessageContaining("libxyz.so.3 is missing")
                .hasMessageContaining("install it")
                .hasMessageContaining("RUSH_REDIS_URI");
    }

    @Test
    void aBinaryForAnotherMachineIsToldApart() throws IOException {
        Path redis = Files.createDirectories(directory.resolve("servers/redis"));
        Path alien = redis.resolve(Binaries.find().redis().getFileName());
        Files.write(alien, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0});
        assertThat(alien.toFile().setExecutable(true)).isTrue();

        PartFailedException failed = failureOf(copyOfRedis());

        assertThat(failed.diagnosis().fault()).isEqualTo(Fault.PLATFORM);
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> LocalStack.start(StackOptions.keptIn(file.resolve("data"))))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose another");
    }

    @Test
    void aPartsOwnDirectoryThatCannotBeWrittenIsThatPartsFailure() throws IOException {
        Files.writeString(directory.resolve("redis"), "in the way");
        Sources sources =
                new Sources(
                        directory,
                        Map.of(),
                        new External(Map.of()),
                        new Infra.Embedded(Binaries.find()));

        assertThatThrownBy(() -> sources.start(PartName.REDIS))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("Redis")
                .hasMessageContaining("data can't be written")
                .hasMessageContaining("what to do");
    }

    private ServerProcess copyOfRedis() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Binaries copies = new Binaries(directory.resolve("servers"));
        // unseen, because another test may have taken the port by now
        return new ServerProcess(
                new PortsUnseen(new RedisRecipe(copies, home, Ports.pick())), home);
    }

    private static PartFailedException failureOf(ServerProcess server) {
        PartFailedException failed = catchThrowableOfType(PartFailedException.class, server::start);
        assertThat(failed).isNotNull();
        return failed;
    }

    private static Recipe recipe(PartName name, Binaries binaries, Path home, int port) {
        return switch (name) {
            case KAFKA -> KafkaRecipe.on(binaries, home, port, Ports.pick());
            case REDIS -> new RedisRecipe(binaries, home, port);
            case DATABASE -> new MariaDbRecipe(binaries, home, port, "password");
        };
    }
}
