package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.token.Users.User;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that nobody would want. */
final class ClientFaults {

    private static final int SLOW = 5_000;
    private static final int BODIES = 4;
    private static final long BODY = 100L << 20;
    private static final int STRANGERS = 300;
    private static final Duration HANGING_UP = Duration.ofSeconds(6);
    private static final int AT_ONCE = 100;

    private ClientFaults() {}

    /** Half a request each on thousands of connections, and bodies that never fit. */
    static void slowClients(Stage stage) throws Exception {
        List<SocketChannel> slow = new ArrayList<>();
        long refused = 0;
        try {
            for (int i = 0; i < SLOW; i++) {
                URI gateway = gateway(stage, i);
                try {
                    SocketChannel channel =
                            SocketChannel.open(
                                    new InetSocketAddress(gateway.getHost(), gateway.getPort()));
                    slow.add(channel);
                    send(channel, "POST /api/v3/me/coupons/1/issue HTTP/1.1\r\nHost: x\r\nX-A: ");
                } catch (IOException e) {
                    refused++;
                }
            }
            stage.note(slow.size() + " half-sent requests, " + refused + " refused");
            if (refused > SLOW / 2) {
                throw new IllegalStateException("most could not even connect, so nothing is shown");
            }
            for (int i = 0; i < BODIES; i++) {
                long taken = largeBody(gateway(stage, i));
                stage.note("of 100 MB, %,d B were taken".formatted(taken));
                if (taken >= BODY) {
                    throw new IllegalStateException("a body of 100 MB was taken whole");
                }
            }
            for (int second = 0; second < 5; second++) {
                stage.pause(Duration.ofSeconds(1));
                for (SocketChannel channel : slow) {
                    dribble(channel);
                }
            }
        } finally {
            for (SocketChannel channel : slow) {
                channel.close();
            }
        }
        stage.note("they are gone");
    }

    /** Claims of strangers that are cut off anywhere: in the request, before the answer, in it. */
    static void hangUps(Stage stage) throws Exception {
        List<User> strangers = stage.strangers(STRANGERS);
        long end = System.nanoTime() + HANGING_UP.toNanos();
        AtomicLong hungUp = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < AT_ONCE; thread++) {
                SplittableRandom random = new SplittableRandom(stage.random().nextLong());
                threads.execute(
                        () -> {
                            while (System.nanoTime() - end < 0) {
                                User stranger = strangers.get(random.nextInt(strangers.size()));
                                hangUp(stage, stranger, random);
                                hungUp.incrementAndGet();
                            }
                        });
            }
        }
        stage.note(
                "%,d hang-ups, %,d a second"
                        .formatted(hungUp.get(), hungUp.get() / HANGING_UP.toSeconds()));
    }

    private static void hangUp(Stage stage, User stranger, SplittableRandom random) {
        URI gateway = gateway(stage, random.nextInt(2));
        byte[] request =
                ("POST /api/v3/me/coupons/"
                                + stage.couponId()
                                + "/issue HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                                + "Authorization: Bearer "
                                + new String(stranger.token(), US_ASCII)
                                + "\r\n\r\n")
                        .getBytes(US_ASCII);
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0); // a reset instead of a farewell
            }
            OutputStream out = socket.getOutputStream();
            switch (random.nextInt(4)) {
                case 0 -> out.write(request, 0, random.nextInt(request.length));
                case 1 -> out.write(request);
                case 2 -> {
                    out.write(request);
                    Thread.sleep(random.nextInt(10));
                }
                default -> {
                    out.write(request);
                    var _ = socket.getInputStream().read();
                }
            }
        } catch (IOException _) {
            // the gateway hung up first
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long largeBody(URI gateway) {
        long taken = 0;
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/auth/signin HTTP/1.1\r\nHost: x\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: "
                                    + BODY
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            byte[] piece = new byte[64 * 1024];
            while (taken < BODY) {
                out.write(piece);
                taken += piece.length;
            }
        } catch (IOException _) {
            // it had enough
        }
        return taken;
    }

    private static void dribble(SocketChannel channel) {
        try {
            send(channel, "a");
        } catch (IOException _) {
            // the gateway has lost its patience, as it should
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private static URI gateway(Stage stage, int number) {
        var gateways = stage.product().gateways();
        return gateways.get(number % gateways.size()).url();
    }
}
