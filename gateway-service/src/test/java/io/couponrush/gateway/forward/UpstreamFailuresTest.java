package io.couponrush.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestWorker;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A worker that is away, slow or busy. */
class UpstreamFailuresTest {

    @Test
    void aWorkerThatIsAway() throws Exception {
        try (Socket bound = new Socket()) {
            // and does not listen: nobody else can have its port
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://localhost:" + bound.getLocalPort();
            try (TestGateway gateway = TestGateway.start(Map.of("rush.worker.url", url))) {
                isProblem(send(gateway).join(), 503, "UPSTREAM_UNAVAILABLE");
            }
        }
    }

    @Test
    void aWorkerThatIsSlow() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (TestWorker worker = TestWorker.start();
                TestGateway gateway =
                        TestGateway.start(
                                Map.of(
                                        "rush.worker.url",
                                        worker.url(),
                                        "rush.forward.response-timeout",
                                        "300ms"))) {
            worker.behave(_ -> end.join());

            isProblem(send(gateway).join(), 504, "UPSTREAM_TIMEOUT");
            await().atMost(TestCatalogue.BOUND).until(() -> !worker.asked().isEmpty());
            assertThat(worker.asked()).as("not sent again").hasSize(1);
        } finally {
            end.complete(null);
        }
    }

    @Test
    void aWorkerThatIsBusyKeepsOnlyABoundedQueueWaiting() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        try (TestWorker worker = TestWorker.start();
                TestGateway gateway =
                        TestGateway.start(
                                Map.of(
                                        "rush.worker.url", worker.url(),
                                        "rush.forward.max-connections", "1",
                                        "rush.forward.max-waiting", "2",
                                        "rush.forward.response-timeout", "60s",
                                        "rush.forward.wait-timeout", "30s"))) {
            worker.behave(
                    exchange -> {
                        release.join();
                        TestWorker.answer(exchange, 200, "text/plain", new byte[] {'x'});
                    });
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            all.add(send(gateway));
            await().atMost(TestCatalogue.BOUND).until(() -> worker.asked().size() == 1);
            for (int i = 0; i < 5; i++) {
                all.add(send(gateway));
            }

            await().atMost(TestCatalogue.BOUND)
                    .until(() -> all.stream().filter(CompletableFuture::isDone).count() == 3);
            release.complete(null);

            all.forEach(CompletableFuture::join);
            assertThat(all).filteredOn(answer -> answer.join().statusCode() == 200).hasSize(3);
            for (CompletableFuture<HttpResponse<String>> answer : all) {
                if (answer.join().statusCode() != 200) {
                    isProblem(answer.join(), 503, "OVERLOADED");
                }
            }
        } finally {
            release.complete(null);
        }
    }

    @Test
    void theLoadTestProfilePassesTheTrustedUserOn() throws Exception {
        try (TestWorker worker = TestWorker.start();
                TestGateway gateway =
                        TestGateway.start(
                                Map.of(
                                        "rush.worker.url",
                                        worker.url(),
                                        "spring.profiles.active",
                                        "load-test"))) {
            HttpRequest request =
                    HttpRequest.newBuilder(gateway.uri("/api/v1/me/coupons"))
                            .header("Commerce-User-Id", "77")
                            .build();
            int status = TestGateway.HTTP.send(request, BodyHandlers.discarding()).statusCode();

            assertThat(status).isEqualTo(200);
            assertThat(worker.asked().getFirst().headers())
                    .containsEntry("Commerce-user-id", List.of("77"));
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(TestGateway gateway) {
        return TestGateway.HTTP.sendAsync(
                HttpRequest.newBuilder(gateway.uri("/api/v1/auth/signin"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 5L);
    }
}
