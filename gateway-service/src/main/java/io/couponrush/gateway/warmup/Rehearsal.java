package io.couponrush.gateway.warmup;

import io.couponrush.gateway.gate.Gate;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Runs the code of a claim without claiming: a request through this gateway's own HTTP server,
 * filters and rules; a token verified by a key of its own; and the admission script in Redis, asked
 * about a coupon that can't exist, of which it writes nothing.
 */
final class Rehearsal {

    /** At the same time: enough to fill the loops, and no burden beside real requests. */
    private static final int WIDTH = 20;

    private static final int HUNDRED = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Gate gate;
    private final IntSupplier port;
    private final int rounds;
    private final GatewayMeters meters;

    Rehearsal(Gate gate, IntSupplier port, int rounds, GatewayMeters meters) {
        this.gate = gate;
        this.port = port;
        this.rounds = rounds;
        this.meters = meters;
    }

    /**
     * What it took.
     *
     * @param firstHundred the first hundred rounds together
     * @param lastHundred the last ones
     */
    record Result(int rounds, Duration took, Duration firstHundred, Duration lastHundred) {}

    /**
     * @param loop stops it with the gateway
     * @throws IllegalStateException if the gateway or Redis doesn't answer; to be tried again
     */
    Result run(Loop loop) {
        URI self = URI.create("http://127.0.0.1:" + port.getAsInt() + "/api/v3/clock");
        HttpRequest request = HttpRequest.newBuilder(self).timeout(PATIENCE).build();
        RehearsedToken token = new RehearsedToken();
        long began = System.nanoTime();
        Duration first = Duration.ZERO;
        Duration last = Duration.ZERO;
        int done = 0;
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (done < rounds && loop.isRunning()) {
                long hundredBegan = System.nanoTime();
                for (int i = 0; i < HUNDRED; i += WIDTH) {
                    together(http, request, token);
                }
                last = Duration.ofNanos(System.nanoTime() - hundredBegan);
                first = done == 0 ? last : first;
                done += HUNDRED;
                meters.rehearsed(HUNDRED);
                loop.beat();
            }
        }
        return new Result(done, Duration.ofNanos(System.nanoTime() - began), first, last);
    }

    private void together(HttpClient http, HttpRequest request, RehearsedToken token) {
        CompletableFuture<?>[] all =
                IntStream.range(0, WIDTH)
                        .mapToObj(
                                _ ->
                                        http.sendAsync(
                                                        request,
                                                        HttpResponse.BodyHandlers.discarding())
                                                .thenCombine(token.verify(), (a, _) -> a)
                                                .thenCombine(gate.rehearse(), (a, _) -> a))
                        .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a rehearsal broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a rehearsal was interrupted", e);
        }
    }
}
