package io.couponrush.worker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.couponrush.worker.WorkerApplication;
import io.couponrush.worker.support.LocalStackInitializer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** A worker that can't start says which part, why, and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    private static int nobodysPort;

    @BeforeAll
    static void findAPortWhereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
    }

    @Test
    void noSigningKey(CapturedOutput output) {
        startWith(Map.of("rush.auth.signing-key", ""));

        assertThat(output)
                .contains("RUSH_AUTH_SIGNING_KEY is not set")
                .contains("openssl genpkey -algorithm RSA");
    }

    @Test
    void noDatabase(CapturedOutput output) {
        String url = "jdbc:mysql://localhost:" + nobodysPort + "/rush";
        startWith(Map.of("spring.datasource.url", url + "?password=secret"));

        assertThat(output)
                .contains("The database " + url + " does not answer.")
                .contains("correct RUSH_JDBC_URL");
        assertThat(description(output)).doesNotContain("secret");
    }

    @Test
    void wrongPasswordOfTheDatabase(CapturedOutput output) {
        startWith(
                Map.of(
                        "spring.datasource.password",
                        "wrong",
                        // a slow machine's database must not be taken for one that is away
                        "spring.datasource.hikari.connection-timeout",
                        "30000",
                        "spring.datasource.hikari.data-source-properties.connectTimeout",
                        "30000"));

        assertThat(output).contains("refuses user").contains("Correct RUSH_JDBC_USER");
    }

    @Test
    void noKafka(CapturedOutput output) {
        startWith(
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        "localhost:" + nobodysPort,
                        "spring.kafka.admin.operation-timeout",
                        "1s"));

        assertThat(output)
                .contains("Kafka at localhost:" + nobodysPort + " does not answer")
                .contains("correct RUSH_KAFKA_BOOTSTRAP")
                .doesNotContain("Rebootstrapping with Cluster"); // thousands of lines
    }

    @Test
    void passwordsThatAnybodyGuessesUnderProd(CapturedOutput output) {
        startWith(
                Map.of(
                        "spring.profiles.active",
                        "prod",
                        "logging.structured.format.console",
                        "", // it would be that of all tests after this one
                        "spring.datasource.password",
                        "",
                        "spring.data.redis.url",
                        "redis://:redis-password-2026@localhost:" + nobodysPort,
                        "rush.bootstrap.admin-name",
                        "admin",
                        "rush.bootstrap.admin-password",
                        "short-but-odd",
                        "rush.accounts.hashing-strength",
                        "10"));

        assertThat(output)
                .contains("RUSH_JDBC_PASSWORD holds no password")
                .contains("RUSH_REDIS_URI holds a password that can be guessed")
                .contains("RUSH_BOOTSTRAP_ADMIN_PASSWORD holds a password that can be guessed")
                .contains("rush.accounts.hashing-strength is for tests")
                .contains("openssl rand -hex 24");
        assertThat(description(output))
                .doesNotContain("redis-password-2026")
                .doesNotContain("short-but-odd");
    }

    /** As arguments, which win over application.yaml. */
    private static void startWith(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(LocalStackInitializer.properties());
        all.put("server.port", "0");
        all.put("management.server.port", "0");
        all.putAll(settings);
        String[] arguments =
                all.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new);
        assertThat(
                        catchThrowable(
                                () ->
                                        SpringApplication.run(WorkerApplication.class, arguments)
                                                .close()))
                .describedAs("a start")
                .isNotNull();
    }

    private static String description(CapturedOutput output) {
        return output.toString().replaceFirst("(?s).*APPLICATION FAILED TO START", "");
    }
}
