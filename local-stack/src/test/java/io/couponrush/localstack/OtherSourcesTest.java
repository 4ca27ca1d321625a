package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class OtherSourcesTest {

    @TempDir Path directory;

    @Test
    void environmentVariablesNameServersOfOthers() {
        LocalStack stack = LocalStack.shared().up();
        DatabasePart own = stack.database();
        Sources sources =
                external(
                        Map.of(
                                "RUSH_KAFKA_BOOTSTRAP", stack.kafka().bootstrapServers(),
                                "RUSH_REDIS_URI", stack.redis().uri(),
                                "RUSH_JDBC_URL", own.jdbcUrl(),
                                "RUSH_JDBC_USER", own.user(),
                                "RUSH_JDBC_PASSWORD", own.password()));

        KafkaPart kafka = (KafkaPart) sources.start(PartName.KAFKA);
        assertThat(kafka.bootstrapServers()).isEqualTo(stack.kafka().bootstrapServers());
        RedisPart redis = (RedisPart) sources.start(PartName.REDIS);
        assertThat(redis.uri()).isEqualTo(stack.redis().uri());
        DatabasePart database = (DatabasePart) sources.start(PartName.DATABASE);
        assertThat(database.jdbcUrl()).isEqualTo(own.jdbcUrl());
        assertThat(database.user()).isEqualTo(own.user());
        assertThat(database.password()).isEqualTo(own.password());
        assertThat(sources.servers()).isEmpty();
        assertThat(redis.version()).isEqualTo("external");
        refusesToBeTouched(redis);
    }

    private static void refusesToBeTouched(Part part) {
        for (ThrowingCallable deed :
                List.<ThrowingCallable>of(
                        part::stop,
                        part::kill,
                        part::freeze,
                        part::thaw,
                        part::restart,
                        part::restartWiped)) {
            assertThatThrownBy(deed)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Redis")
                    .hasMessageContaining("unset RUSH_REDIS_URI");
        }
    }

    @Test
    void anExternalServerThatDoesNotAnswerIsNamed() {
        int nobody = Ports.pick();
        assertThatThrownBy(
                        () ->
                                external(Map.of("RUSH_REDIS_URI", "redis://127.0.0.1:" + nobody))
                                        .start(PartName.REDIS))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("nothing answers at what RUSH_REDIS_URI names")
                .hasMessageContaining("what to do");
        assertThatThrownBy(
                        () ->
                                external(Map.of("RUSH_KAFKA_BOOTSTRAP", "nonsense of a host"))
                                        .start(PartName.KAFKA))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("RUSH_KAFKA_BOOTSTRAP");
    }

    @Test
    void oneOfSeveralAddressesIsEnough() throws IOException {
        int nobody = Ports.pick();
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String two = "127.0.0.1:" + nobody + ",127.0.0.1:" + server.getLocalPort();
            assertThat(kafka(two).bootstrapServers()).isEqualTo(two);
            kafka("PLAINTEXT://127.0.0.1:" + nobody + ", PLAINTEXT://[::1]:" + nobody + "," + two);
            for (String url :
                    List.of(
                            "jdbc:mysql://" + two + "/db?x=y",
                            "jdbc:mysql:replication://" + two + "/db",
                            "jdbc:mysql://some:pass@" + two)) {
                assertThat(database(url).jdbcUrl()).isEqualTo(url);
            }
            assertThat(redis("redis-sentinel://word@" + two + "/0#main").uri()).contains(two);
        }
        String none = "127.0.0.1:" + nobody + ",[::1]:" + nobody;
        for (ThrowingCallable refused :
                List.<ThrowingCallable>of(
                        () -> kafka(none),
                        () -> redis("redis-sentinel://" + none),
                        () -> database("jdbc:mysql:replication://" + none + "/db"))) {
            assertThatThrownBy(refused)
                    .isInstanceOf(PartFailedException.class)
                    .hasMessageContaining("127.0.0.1:" + nobody + ": ")
                    .hasMessageContaining("[::1]:" + nobody + ": ");
        }
    }

    @Test
    void aFormThatOnlyItsClientUnderstandsIsNotTried() {
        String keyed = "jdbc:mysql://address=(host=nowhere.invalid)(port=1)/db";
        assertThat(database(keyed).jdbcUrl()).isEqualTo(keyed);
        assertThat(database("jdbc:mysql+srv://nowhere.invalid/db").jdbcUrl()).contains("srv");
        assertThat(redis("redis-socket:///run/redis.sock").uri()).contains("redis.sock");
        assertThatThrownBy(() -> redis("localhost:6379")).hasMessageContaining("no host in it");
    }

    private KafkaPart kafka(String bootstrap) {
        return (KafkaPart)
                external(Map.of("RUSH_KAFKA_BOOTSTRAP", bootstrap)).start(PartName.KAFKA);
    }

    private RedisPart redis(String uri) {
        return (RedisPart) external(Map.of("RUSH_REDIS_URI", uri)).start(PartName.REDIS);
    }

    private DatabasePart database(String url) {
        return (DatabasePart)
                external(
                                Map.of(
                                        "RUSH_JDBC_URL",
                                        url,
                                        "RUSH_JDBC_USER",
                                        "u",
                                        "RUSH_JDBC_PASSWORD",
                                        "p"))
                        .start(PartName.DATABASE);
    }

    @Test
    void anExternalDatabaseNeedsAnAccount() {
        DatabasePart own = LocalStack.shared().up().database();
        assertThatThrownBy(
                        () ->
                                external(Map.of("RUSH_JDBC_URL", own.jdbcUrl()))
                                        .start(PartName.DATABASE))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("RUSH_JDBC_USER is not");
    }

    @Test
    void containersNeedAnEngine() {
        Sources sources =
                new Sources(
                        directory,
                        Map.of(),
                        new External(Map.of()),
                        new Infra.InContainers(new Containers(() -> false)));
        for (PartName name : PartName.values()) {
            assertThatThrownBy(() -> sources.start(name))
                    .isInstanceOfSatisfying(
                            PartFailedException.class,
                            failed -> assertThat(failed.part()).isEqualTo(name))
                    .hasMessageContaining("no Docker engine answers")
                    .hasMessageContaining("start Docker");
        }
    }

    private Sources external(Map<String, String> environment) {
        return new Sources(
                directory,
                Map.of(),
                new External(environment),
                new Infra.Embedded(Binaries.find()));
    }
}
