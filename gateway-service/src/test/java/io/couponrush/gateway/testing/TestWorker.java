package io.couponrush.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTP server in the worker's place, which does what a test wants and remembers what it was
 * asked. Tokens are those of {@link TestIssuer#shared()}.
 */
public final class TestWorker implements AutoCloseable {

    private static final String KEYS = "/.well-known/jwks.json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private volatile HttpHandler behaviour = TestWorker::ok;

    private TestWorker(HttpServer server) {
        this.server = server;
    }

    /**
     * One request that arrived.
     *
     * @param headers names as the JDK's server writes them, First-letter-upper
     */
    public record Asked(String method, String uri, Map<String, List<String>> headers) {}

    public static TestWorker start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestWorker worker = new TestWorker(server);
            byte[] keys = keys();
            server.setExecutor(worker.threads);
            server.createContext(
                    KEYS,
                    exchange -> {
                        if (exchange.getRequestHeaders().containsKey("Authorization")) {
                            worker.note(exchange); // not the gateway's own question
                        }
                        answer(exchange, 200, "application/json", keys);
                    });
            server.createContext(
                    "/",
                    exchange -> {
                        worker.note(exchange);
                        worker.behaviour.handle(exchange);
                    });
            server.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] keys() throws IOException {
        try {
            return TestGateway.HTTP
                    .send(
                            HttpRequest.newBuilder(URI.create(TestIssuer.shared().url() + KEYS))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void note(HttpExchange exchange) {
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders())));
    }

    private static void ok(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, 200, "application/json", "{}".getBytes(UTF_8));
    }

    public static void answer(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** From now on. */
    public void behave(HttpHandler wanted) {
        behaviour = wanted;
    }

    /** Forgets what it was asked and answers {@code {}} to everything again. */
    public void reset() {
        behaviour = TestWorker::ok;
        asked.clear();
    }

    /** Everything but the gateway's own fetching of keys. */
    public List<Asked> asked() {
        return asked;
    }

    /** For {@code rush.worker.url}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
