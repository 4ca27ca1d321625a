package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.localstack.process.Processes;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The whole stack when its owner is killed with signal 9 while parts of it are frozen. */
@Execution(ExecutionMode.CONCURRENT) // everything it ends is its own
class KilledOwnerTest {

    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final int WRITES = 500;

    @TempDir Path directory;

    @Test
    void leavesNoProcessAndItsDataAwaitsTheNextOwner() throws Exception {
        Process owner = owner();
        BufferedReader said = owner.inputReader();
        KafkaPart kafka =
                new KafkaPart(new ExternalServer(PartName.KAFKA), String.valueOf(said.readLine()));
        RedisPart redis =
                new RedisPart(new ExternalServer(PartName.REDIS), String.valueOf(said.readLine()));
        DatabaseAccess database =
                new DatabaseAccess(
                        String.valueOf(said.readLine()),
                        String.valueOf(said.readLine()),
                        String.valueOf(said.readLine()));
        KafkaClients.createTopic(kafka, "kept");
        KafkaClients.send(kafka, "kept", WRITES);
        writeTo(redis);
        writeTo(database);
        assertThat(Processes.mentioning(directory.toString())).hasSizeGreaterThan(3);
        tellToFreeze(owner);
        assertThat(said.readLine()).isEqualTo("frozen");

        owner.destroyForcibly();

        nothingIsLeft();
        try (LocalStack next = LocalStack.start(StackOptions.keptIn(directory))) {
            assertThat(KafkaClients.read(next.kafka(), "kept")).hasSize(WRITES);
            assertThat(lengthIn(next.redis())).isEqualTo(WRITES);
            assertThat(rowsIn(next.database())).isEqualTo(WRITES);
        }
        nothingIsLeft();
    }

    /** Soon: what ends a server when its owner ends is a process too, and ends after it. */
    private void nothingIsLeft() {
        await().atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(Processes.mentioning(directory.toString())).isEmpty());
    }

    private Process owner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-D" + Binaries.HOME + "=" + System.getProperty(Binaries.HOME),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackOwner.class.getName(),
                        directory.toString())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private static void tellToFreeze(Process owner) throws IOException {
        Writer writer = owner.outputWriter();
        writer.write('\n');
        writer.flush();
    }

    private static void writeTo(RedisPart redis) {
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            for (int write = 0; write < WRITES; write++) {
                connection.sync().rpush("kept", "value");
            }
        }
    }

    private static long lengthIn(RedisPart redis) {
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().llen("kept");
        }
    }

    private static void writeTo(DatabaseAccess database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept (n int primary key)");
            for (int row = 0; row < WRITES; row++) {
                statement.execute("insert into kept values (" + row + ")");
            }
        }
    }

    private static int rowsIn(DatabasePart database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from kept")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}
