package io.couponrush.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a browser's EventSource does, as far as a test needs it. */
public final class EventStream implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private final CompletableFuture<Void> end;

    public record Event(String id, String name, String data) {}

    private EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        this.end = CompletableFuture.runAsync(this::read, task -> Thread.ofVirtual().start(task));
    }

    /** Of a ticket. */
    public static EventStream open(TestGateway gateway, long couponId, long user) throws Exception {
        return open(gateway, couponId, user, null);
    }

    /** Of a ticket. */
    public static EventStream open(
            TestGateway gateway, long couponId, long user, @Nullable String lastEventId)
            throws Exception {
        return open(
                gateway,
                "/api/v3/me/coupons/" + couponId + "/ticket/stream",
                TestIssuer.shared().token(user),
                lastEventId);
    }

    public static EventStream open(
            TestGateway gateway, String path, String token, @Nullable String lastEventId)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri(path))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new EventStream(
                TestGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    public HttpResponse<?> answer() {
        return answer;
    }

    public List<Event> events() {
        return events;
    }

    public int comments() {
        return comments.get();
    }

    /** The event of this number, from 1; waits for it. */
    public Event event(int number) {
        Awaitility.await().atMost(TestCatalogue.BOUND).until(() -> events.size() >= number);
        return events.get(number - 1);
    }

    /** Waits; throws if the stream broke off instead of ending. */
    public void awaitEnd() throws Exception {
        end.get(TestCatalogue.BOUND.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
    }

    public boolean isOpen() {
        return !end.isDone();
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            Map<String, String> fields = new HashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    if (fields.containsKey("data")) {
                        events.add(
                                new Event(
                                        fields.getOrDefault("id", ""),
                                        fields.getOrDefault("event", ""),
                                        fields.getOrDefault("data", "")));
                    }
                    fields.clear();
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else {
                    int colon = line.indexOf(':');
                    fields.put(line.substring(0, colon), line.substring(colon + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        answer.body().close();
    }
}
