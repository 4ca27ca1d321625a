package io.couponrush.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.process.ManagedProcess;
import io.couponrush.system.api.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The real Alertmanager, started as in production, sends to sinks of this test. */
class AlertmanagerTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private AlertSinks sinks;

    @BeforeEach
    void open() throws IOException {
        sinks = new AlertSinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        client.close();
    }

    @Test
    void whatFiresAndWhatIsOverReachesSlackMailAndWebhook() throws Exception {
        Map<String, String> environment = new HashMap<>();
        // as a secret that is mounted as a file
        Path slack = Files.writeString(temp.resolve("slack"), sinks.url("/slack") + "\n");
        environment.put("RUSH_ALERT_SLACK_URL_FILE", slack.toString());
        environment.put("RUSH_ALERT_SLACK_CHANNEL", "#rush");
        environment.put("RUSH_ALERT_WEBHOOK_URL", sinks.url("/hook"));
        environment.put("RUSH_ALERT_MAIL_TO", "ops@example.com");
        environment.put("RUSH_ALERT_MAIL_FROM", "rush@example.com");
        environment.put("RUSH_ALERT_SMTP", sinks.smtp());
        environment.put("RUSH_ALERT_SMTP_TLS", "false");
        environment.put("RUSH_ALERT_GROUP_WAIT", "1s");
        environment.put("RUSH_ALERT_RUNBOOK", "https://git.example/it's/");
        int port = Ports.pick();
        try (ManagedProcess alertmanager = start(environment, port)) {
            tell(alertmanager, port, Instant.now().plusSeconds(600));
            awaitAll("firing");
            String link = "https://git.example/it's/docs/runbook.md#gateclosed";
            assertThat(sinks.posts())
                    .anyMatch(post -> post.startsWith("/slack ") && post.contains(link));
            assertThat(sinks.mails())
                    .map(mail -> mail.replaceAll("=\\R", "")) // long lines are folded
                    .anyMatch(mail -> mail.contains("To: ops@example.com") && mail.contains(link));

            tell(alertmanager, port, Instant.now().minusSeconds(1));
            awaitAll("resolved");
        }
    }

    @Test
    void aReceiverThatNobodyNamedIsNotThere() throws Exception {
        Installed.program("amtool");
        Path config = temp.resolve("none.yml");
        Files.writeString(config, render(Map.of()));
        assertThat(Files.readString(config)).doesNotContain("_configs");
        assertThat(amtool(config).ok()).as(amtool(config).output()).isTrue();

        String webhook = render(Map.of("RUSH_ALERT_WEBHOOK_URL", "http://x/it's: {{ strange"));
        Files.writeString(config, webhook);
        assertThat(webhook).contains("webhook_configs").doesNotContain("slack", "email");
        assertThat(webhook).contains("- url: 'http://x/it''s: {{ strange'");
    }

    private Installed.Ran amtool(Path config) {
        return Installed.run(
                temp.resolve("amtool.log"), "amtool", "check-config", config.toString());
    }

    private String render(Map<String, String> environment) {
        try (ManagedProcess script =
                ManagedProcess.start(
                        "render",
                        List.of(
                                Installed.HOME.resolve("prometheus/alertmanager/start").toString(),
                                "--render"),
                        environment,
                        temp,
                        temp.resolve("render-" + environment.size() + ".log"))) {
            assertThat(script.awaitExit(BOUND)).isTrue();
            return script.output();
        }
    }

    private ManagedProcess start(Map<String, String> environment, int port) {
        Installed.program("alertmanager", "prometheus-alertmanager");
        environment.put("TMPDIR", temp.toString());
        ManagedProcess process =
                ManagedProcess.start(
                        "alertmanager",
                        List.of(
                                Installed.HOME.resolve("prometheus/alertmanager/start").toString(),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address=",
                                "--storage.path=" + temp.resolve("data")),
                        environment,
                        temp,
                        temp.resolve("alertmanager.log"));
        boolean up = process.await(() -> status(port, "/-/ready") == 200, BOUND);
        assertThat(up).as(process.output()).isTrue();
        return process;
    }

    private int status(int port, String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(uri(port, path)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** As Prometheus tells it. */
    private void tell(ManagedProcess alertmanager, int port, Instant until) throws Exception {
        String alert =
                """
                [{"labels":{"alertname":"GateClosed","coupon":"7","severity":"page"},
                  "annotations":{"summary":"Nobody is admitted to coupon 7",
                                 "runbook":"docs/runbook.md#gateclosed"},
                  "startsAt":"%s","endsAt":"%s"}]\
                """
                        .formatted(Instant.now().minusSeconds(60), until);
        int status =
                client.send(
                                HttpRequest.newBuilder(uri(port, "/api/v2/alerts"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(alert))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode();
        assertThat(status).as(alertmanager.output()).isEqualTo(200);
    }

    private void awaitAll(String state) {
        boolean all =
                Await.until(
                        () ->
                                posted("/slack", state.toUpperCase(Locale.ROOT))
                                        && posted("/hook", "\"status\":\"" + state + "\"")
                                        && mailed(state.toUpperCase(Locale.ROOT)),
                        BOUND);
        assertThat(all).as("%s %s %s", state, sinks.posts(), sinks.mails()).isTrue();
    }

    private boolean posted(String path, String word) {
        return sinks.posts().stream()
                .anyMatch(
                        post ->
                                post.startsWith(path + " ")
                                        && post.contains(word)
                                        && post.contains("Nobody is admitted to coupon 7"));
    }

    private boolean mailed(String word) {
        return sinks.mails().stream()
                .anyMatch(mail -> mail.contains("Subject: " + word + " GateClosed"));
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
