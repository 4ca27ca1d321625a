package io.couponrush.worker.issuing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The line between a worker and one of its servers. Unlike the server itself it can also be cut
 * when the server is somebody else's, and for one test without harm to another.
 */
public final class Wire {

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Object flow = new Object();
    private boolean frozen;
    private volatile boolean cut;

    Wire(InetSocketAddress server) {
        this.server = server;
        this.listener = listen();
        Thread.ofVirtual().start(this::accept);
    }

    /** On the loopback address; stays the same. */
    int port() {
        return listener.getLocalPort();
    }

    /**
     * All connections break, and new ones at once, as behind a proxy whose server has ended. The
     * port stays bound, so none is refused: given back, it could be somebody else's by then.
     */
    public void cut() {
        cut = true;
        ends.forEach(this::end);
    }

    /** Connections stay and nothing comes through, as when the server is stopped by a signal. */
    public void freeze() {
        synchronized (flow) {
            frozen = true;
        }
    }

    /** All is well again. */
    public void mend() {
        synchronized (flow) {
            frozen = false;
            flow.notifyAll();
        }
        cut = false;
    }

    private static ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException _) {
                // of this one client; the next may have more luck
            }
        }
    }

    /** Both are among the ends before it is asked whether the line is cut: none survives a cut. */
    private void connect(Socket client) {
        Socket other = new Socket();
        ends.add(client);
        ends.add(other);
        try {
            if (!cut) {
                other.connect(server);
                client.setTcpNoDelay(true);
                other.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pump(client, other));
                Thread.ofVirtual().start(() -> pump(other, client));
                return;
            }
        } catch (IOException _) {
            // cut meanwhile, or the server itself is away: the client sees the same
        }
        end(client);
        end(other);
    }

    private void end(Socket socket) {
        ends.remove(socket);
        try {
            socket.close();
        } catch (IOException _) {
            // it ended by itself
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (flow) {
                    while (frozen) {
                        flow.wait();
                    }
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // closed by either side
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }
}
