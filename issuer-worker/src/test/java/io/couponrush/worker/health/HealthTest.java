package io.couponrush.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.test.web.servlet.client.RestTestClient;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

@WorkerTest
class HealthTest {

    @Autowired WorkerApi api;

    @Test
    void readinessLooksAtTheDatabaseAndLivenessAtNoServer() {
        RestTestClient management =
                RestTestClient.bindToServer().baseUrl(api.managementUrl()).build();

        Waiting.await()
                .untilAsserted(
                        () ->
                                management
                                        .get()
                                        .uri("/actuator/health/readiness")
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .expectBody()
                                        .jsonPath("$.components.keys()")
                                        .isEqualTo(List.of("db", "readinessState"))
                                        .jsonPath("$.components.db.status")
                                        .isEqualTo("UP"));
        management
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.length()")
                .isEqualTo(1);
    }

    @Test
    void dependenciesShowAllThatIssuingNeeds() {
        RestTestClient management =
                RestTestClient.bindToServer().baseUrl(api.managementUrl()).build();
        List<String> wanted = List.of("db", "gates", "intake", "kafka", "redis");

        // a server that answers late is down for once
        Waiting.await()
                .untilAsserted(
                        () ->
                                management
                                        .get()
                                        .uri("/actuator/health/dependencies")
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .expectBody()
                                        .jsonPath("$.components.keys()")
                                        .isEqualTo(wanted));
    }

    @Test
    void metersAreScraped() {
        RestTestClient.bindToServer()
                .baseUrl(api.managementUrl())
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(scrape -> assertThat(scrape).contains("rush_issue_rows_total"));
    }

    @Test
    void onlyHealthAndMetersAreExposed() {
        RestTestClient.bindToServer()
                .baseUrl(api.managementUrl())
                .build()
                .get()
                .uri("/actuator/env")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aBrokerThatIsAwayIsDown() throws IOException {
        int nobodysPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        try (KafkaHealthIndicator indicator =
                new KafkaHealthIndicator(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                "localhost:" + nobodysPort))) {

            Health health = indicator.health();

            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        }
    }
}
