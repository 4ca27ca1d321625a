package io.couponrush.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.RawClient;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rude clients on real sockets. */
class HttpLimitsTest {

    private static final int CONNECTIONS = 10;

    /** With times that tests wait for. */
    private static TestGateway gateway;

    /** Where nobody is hung up on for the time that a test takes. */
    private static TestGateway patient;

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.start(
                        Map.of(
                                "spring.profiles.active", "load-test",
                                "rush.http.idle-timeout", "300ms",
                                "rush.http.read-timeout", "300ms",
                                "rush.http.request-timeout", "500ms"));
        patient =
                TestGateway.start(
                        Map.of(
                                "spring.profiles.active", "load-test",
                                "rush.http.idle-timeout", "60s",
                                "rush.http.max-connections", "" + CONNECTIONS));
    }

    @AfterAll
    static void stop() {
        patient.close();
        gateway.close();
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void halfAHeaderIsNotWaitedForForEver() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send("GET /api/v3/me/x HTTP/1.1\r\nHost: loc");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    /** Slowloris: a byte now and then must not buy more time. */
    @Test
    void dripfedHeadersDoNotKeepAConnection() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send("GET /api/v3/me/x HTTP/1.1\r\nX: ");
            await().atMost(TestCatalogue.BOUND)
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> client.send("a"))
                                            .isInstanceOf(IOException.class));
        }
    }

    @Test
    void aBodyThatNeverComesIsNotWaitedForForEver() throws IOException {
        try (RawClient client = RawClient.connect(gateway)) {
            client.send(
                    """
                    POST /api/v1/coupons HTTP/1.1\r
                    Host: localhost\r
                    Commerce-User-Id: 1\r
                    Content-Type: application/json\r
                    Content-Length: 100\r
                    \r
                    {\
                    """);
            client.readToEnd(); // with an answer or without: it ends
        }
    }

    @Test
    void aHugeHeaderIsRefused() throws IOException {
        try (RawClient client = RawClient.connect(patient)) {
            client.send(
                    "GET /api/v3/me/x HTTP/1.1\r\nHost: localhost\r\nX: "
                            + "a".repeat(20_000)
                            + "\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void aClaimWithABodyIsRefused() throws IOException {
        try (RawClient client = RawClient.connect(patient)) {
            client.send(
                    "POST /api/v3/me/coupons/1/issue HTTP/1.1\r\nHost: localhost\r\n"
                            + "Commerce-User-Id: 1\r\nContent-Length: 2000\r\n\r\n"
                            + "a".repeat(2_000));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
        }
    }

    @Test
    void connectionsBeyondTheCapAreClosedAtOnceAndTheOthersWork() throws IOException {
        await().atMost(TestCatalogue.BOUND).until(() -> patient.openConnections() == 0);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(RawClient.connect(patient));
        }
        await().atMost(TestCatalogue.BOUND).until(() -> patient.openConnections() == CONNECTIONS);

        try (RawClient tooMany = RawClient.connect(patient)) {
            assertThat(tooMany.readToEnd()).isEmpty();
        }
        RawClient first = clients.getFirst();
        first.send("GET /api/v3/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(first.readToEnd()).startsWith("HTTP/1.1 404");

        for (RawClient client : clients) {
            client.close();
        }
        await().atMost(TestCatalogue.BOUND).until(() -> patient.openConnections() == 0);
    }
}
