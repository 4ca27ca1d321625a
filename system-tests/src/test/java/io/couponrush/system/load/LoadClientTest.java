package io.couponrush.system.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What the load makes of a server that answers, hangs up, is late or isn't there.
 *
 * <p>Long, because each of these has its test on the same small server.
 */
class LoadClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Agenda agenda = new Agenda();
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/echo",
                exchange -> {
                    String who = exchange.getRequestHeaders().getFirst("Authorization");
                    exchange.getResponseHeaders().add("Retry-After", "3");
                    exchange.sendResponseHeaders(200, 0); // 0: in chunks
                    exchange.getResponseBody().write(who.getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void givesEveryStepItsOwnAnswer() throws InterruptedException {
        List<Probe> probes =
                IntStream.range(0, 500).mapToObj(i -> new Probe(uri, "user-" + i)).toList();
        probes.forEach(agenda::add);

        try (LoadClient client = LoadClient.connect(uri, 7, PATIENCE)) {
            assertThat(client.run(agenda, LIMIT)).isTrue();
        }

        assertThat(probes)
                .allSatisfy(
                        probe ->
                                assertThat(probe.heard)
                                        .containsExactly(
                                                "200 Bearer user-" + probes.indexOf(probe)));
    }

    @Test
    void sendsAStepAgainWhenItIsDue() throws InterruptedException {
        Probe again =
                new Probe(
                        uri,
                        "again",
                        (probe, _) -> {
                            if (probe.heard.size() < 3) {
                                agenda.addAt(System.nanoTime() + 5_000_000, probe);
                            }
                        });
        agenda.add(again);

        try (LoadClient client = LoadClient.connect(uri, 2, PATIENCE)) {
            assertThat(client.run(agenda, LIMIT)).isTrue();
        }

        assertThat(again.heard).hasSize(3);
    }

    @Test
    void aStepForAServerThatIsGoneMayGoToAnother() throws InterruptedException, IOException {
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        URI gone = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        Agenda both = new Agenda(2);
        Probe moving =
                new Probe(
                        uri,
                        "moving",
                        (probe, what) -> {
                            if (what.startsWith("nothing")) {
                                probe.lane = 0;
                                both.add(probe);
                            }
                        });
        moving.lane = 1;

        try (LoadClient client = LoadClient.connect(List.of(uri, gone), 3, PATIENCE)) {
            other.stop(0);
            both.add(moving);
            assertThat(client.run(both, LIMIT)).isTrue();
        }

        assertThat(moving.heard.getFirst()).startsWith("nothing: ");
        assertThat(moving.heard.getLast()).isEqualTo("200 Bearer moving");
    }

    @Test
    void runsTwiceOverTheSameConnections() throws InterruptedException {
        try (LoadClient client = LoadClient.connect(uri, 3, PATIENCE)) {
            Probe first = new Probe(uri, "first");
            agenda.add(first);
            assertThat(client.run(agenda, LIMIT)).isTrue();

            Probe second = new Probe(uri, "second");
            Agenda other = new Agenda();
            other.add(second);
            assertThat(client.run(other, LIMIT)).isTrue();

            assertThat(second.heard).containsExactly("200 Bearer second");
        }
    }

    @Test
    void saysWhatTheServerLeftOpenAndReconnects() throws Exception {
        try (RudeServer rude = new RudeServer()) {
            Probe cut = new Probe(rude.uri(), "cut");
            Probe next = new Probe(rude.uri(), "next");
            agenda.add(cut);
            agenda.add(next);

            try (LoadClient client = LoadClient.connect(rude.uri(), 1, PATIENCE)) {
                assertThat(client.run(agenda, LIMIT)).isTrue();
            }

            assertThat(cut.heard).containsExactly("nothing: connection closed");
            assertThat(next.heard).containsExactly("200 ok");
        }
    }

    @Test
    void givesUpAnAnswerThatIsLate() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.removeContext("/echo");
        server.createContext(
                "/echo",
                exchange -> {
                    try {
                        never.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        Probe late = new Probe(uri, "late");
        agenda.add(late);

        try (LoadClient client = LoadClient.connect(uri, 1, Duration.ofMillis(50))) {
            assertThat(client.run(agenda, LIMIT)).isTrue();
        }
        never.countDown();

        assertThat(late.heard).containsExactly("nothing: no answer in time");
    }

    @Test
    void leavesWhatIsLeftAtTheLimit() throws InterruptedException {
        Probe tomorrow = new Probe(uri, "tomorrow");
        agenda.addAt(System.nanoTime() + TimeUnit.DAYS.toNanos(1), tomorrow);

        try (LoadClient client = LoadClient.connect(uri, 1, PATIENCE)) {
            assertThat(client.run(agenda, Duration.ofMillis(50))).isFalse();
        }

        assertThat(tomorrow.heard).isEmpty();
    }

    @Test
    void theLimitBeginsWhenWhatGoesOnMeanwhileIsOver() throws InterruptedException {
        Probe during = new Probe(uri, "during");
        agenda.addAt(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300), during);
        CompletableFuture<?> event =
                new CompletableFuture<>().completeOnTimeout(null, 20, TimeUnit.SECONDS);

        try (LoadClient client = LoadClient.connect(uri, 1, PATIENCE)) {
            assertThat(client.run(agenda, event, Duration.ofMillis(50))).isTrue();
        }

        assertThat(during.heard).hasSize(1);
    }

    @Test
    void aMistakeInAStepFailsTheRun() throws InterruptedException {
        agenda.add(
                new Probe(
                        uri,
                        "mistake",
                        (_, _) -> {
                            throw new IllegalArgumentException("mistake");
                        }));

        try (LoadClient client = LoadClient.connect(uri, 1, PATIENCE)) {
            assertThatThrownBy(() -> client.run(agenda, LIMIT)).hasRootCauseMessage("mistake");
        }
    }

    @Test
    void saysWhereNothingListens() {
        server.stop(0);

        assertThatThrownBy(() -> LoadClient.connect(uri, 3, PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 connections to " + uri);
    }

    /** Closes the first connection when a request has come, answers on the next. */
    private static final class RudeServer implements AutoCloseable {

        private final ServerSocket listener =
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        RudeServer() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort());
        }

        private void serve() {
            try (Socket first = listener.accept()) {
                if (first.getInputStream().read() < 0) {
                    return;
                }
            } catch (IOException e) {
                return;
            }
            try (Socket second = listener.accept()) {
                if (second.getInputStream().read() >= 0) {
                    second.getOutputStream()
                            .write(
                                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                                            .getBytes(UTF_8));
                    second.getOutputStream().flush();
                    second.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                return;
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
