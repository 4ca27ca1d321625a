package io.couponrush.gateway.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.gateway.testing.IssueRequests;
import io.couponrush.gateway.testing.TestCatalogue;
import io.couponrush.gateway.testing.TestGate;
import io.couponrush.gateway.testing.TestGateway;
import io.couponrush.gateway.testing.TestIssuer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * P3 against impatient clients: real sockets that send a claim and are gone, in bursts, at random
 * moments of the claim's way.
 */
class DisconnectTest {

    private static final int BURSTS = 12;

    /** On a machine on which few are admitted before they leave. */
    private static final int MOST_BURSTS = 48;

    private static final int BURST = 150;
    private static final int MANY = BURSTS * BURST / 4;
    private static final int LEAST_PATIENCE_NANOS = 20_000_000;
    private static final int MOST_PATIENCE_NANOS = 1_000_000_000;

    @Test
    void everyoneWhoWasAdmittedIsInKafkaHoweverFastTheClientLeft() throws Exception {
        long seed = System.nanoTime();
        System.out.println("DisconnectTest seed " + seed);
        Random random = new Random(seed);
        try (TestGateway gateway = TestGateway.start();
                IssueRequests requests = IssueRequests.fromNow()) {
            int total = MOST_BURSTS * BURST;
            TestGate gate = TestGate.open(total);
            TestCatalogue.announce(TestCatalogue.open(gate.couponId, total), gateway);

            InFlight inFlight = gateway.bean(InFlight.class);
            int patience = LEAST_PATIENCE_NANOS;
            long before = 0;
            for (int burst = 0;
                    burst < BURSTS || (before <= MANY && burst < MOST_BURSTS);
                    burst++) {
                sendAndLeave(gateway, gate.couponId, 1 + burst * (long) BURST, random, patience);
                await().atMost(TestCatalogue.BOUND)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> isQuiet(gateway, inFlight));
                long now = gate.redis.zcard(gate.keys.pending());
                patience = nextPatience(patience, now - before);
                before = now;
            }

            Set<String> published = new HashSet<>();
            Set<String> admitted = new HashSet<>();
            await().atMost(TestCatalogue.BOUND)
                    .untilAsserted(
                            () -> {
                                requests.of(gate.couponId).stream()
                                        .map(CouponIssueRequested::userId)
                                        .map(String::valueOf)
                                        .forEach(published::add);
                                // a connection may be accepted after all seemed quiet
                                admitted.addAll(gate.redis.zrange(gate.keys.pending(), 0, -1));
                                assertThat(admitted.stream().filter(it -> !published.contains(it)))
                                        .as("admitted and not in Kafka")
                                        .isEmpty();
                            });
            // the test is worth something only if many were admitted
            assertThat(admitted).hasSizeGreaterThan(MANY);
            assertThat(published).hasSameSizeAs(admitted);
        }
    }

    /** Nothing under way, and the server has noticed that everybody has left. */
    private static boolean isQuiet(TestGateway gateway, InFlight inFlight) {
        return inFlight.isEmpty() && gateway.openConnections() == 0;
    }

    /** So that many are admitted, on a slow machine too, and many have left by then. */
    private static int nextPatience(int patience, long admitted) {
        if (admitted < BURST / 4) {
            return Math.min(2 * patience, MOST_PATIENCE_NANOS);
        }
        return admitted > BURST / 2 ? Math.max(patience / 2, LEAST_PATIENCE_NANOS) : patience;
    }

    private static void sendAndLeave(
            TestGateway gateway, long couponId, long firstUser, Random random, int mostPatience)
            throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BURST; i++) {
                byte[] request = request(couponId, firstUser + i);
                long patience = random.nextInt(mostPatience);
                clients.add(threads.submit(() -> sendAndLeave(gateway.port(), request, patience)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
    }

    /** Lingering for zero seconds makes closing a reset: the rudest way to leave. */
    private static boolean sendAndLeave(int port, byte[] request, long patienceNanos)
            throws IOException {
        try (SocketChannel socket =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
            LockSupport.parkNanos(patienceNanos); // how patient this client is
        }
        return true;
    }

    private static byte[] request(long couponId, long user) {
        return """
        POST /api/v3/me/coupons/%d/issue HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Length: 0\r
        \r
        """
                .formatted(couponId, TestIssuer.shared().token(user))
                .getBytes(US_ASCII);
    }
}
