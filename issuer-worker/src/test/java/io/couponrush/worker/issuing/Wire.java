package io.couponrush.worker.issuing;

import org.jspecify.annotations.Nullable;

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
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Object flow = new Object();
    private final int port;
    private boolean frozen;
    private @Nullable ServerSocket listener;

    Wire(InetSocketAddress server) {
        this.server = server;
        this.port = listen(0);
    }

    /** On the loopback address; stays the same. */
    int port() {
        return port;
    }

    /** All connections break and new ones are refused, as when the server's process has ended. */
    public void cut() {
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
            for (Socket end : ends) {
                end.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (listener == null) {
            listen(port);
        }
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            listener = socket;
            Thread.ofVirtual().start(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                ends.add(client);
                Socket other = new Socket();
                ends.add(other);
                other.connect(server);
                client.setTcpNoDelay(true);
                other.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pump(client, other));
                Thread.ofVirtual().start(() -> pump(other, client));
            } catch (IOException _) {
                // cut, or the server itself is away: the client sees the same
            }
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
