package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
