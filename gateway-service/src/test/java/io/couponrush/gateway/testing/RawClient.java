package io.couponrush.gateway.testing;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;

/** A connection that sends exactly the bytes it is told to: a rude client. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient connect(TestGateway gateway) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
            socket.setSoTimeout(Math.toIntExact(TestCatalogue.BOUND.toMillis()));
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** ASCII, with line ends as given. */
    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return this;
    }

    /** Waits for these words and gives back what came until then, with them. */
    public String readPast(String words) {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(words) < 0) {
            int next = read();
            if (next < 0) {
                throw new IllegalStateException("no '" + words + "' in " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    /** Waits until the server closes the connection, however it does, and tells what it sent. */
    public String readToEnd() {
        StringBuilder all = new StringBuilder();
        int next = read();
        while (next >= 0) {
            all.append((char) next);
            next = read();
        }
        return all.toString();
    }

    private int read() {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("the server keeps the connection open", e);
        } catch (IOException reset) {
            return -1;
        }
    }

    /** With a reset, as a crashed client does, once the condition holds. */
    public void hangUpWhen(Callable<Boolean> condition) throws IOException {
        await().atMost(TestCatalogue.BOUND).until(condition);
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
