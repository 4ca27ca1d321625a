package io.couponrush.localstack.network;

import io.couponrush.localstack.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * One link between processes, on the loopback address. It passes everything on until it is told to
 * be a bad one. Safe for use by many threads.
 */
public final class TcpProxy implements AutoCloseable {

    private final String name;
    private final IntSupplier target;
    private final ServerSocket listener;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile Trouble trouble = Trouble.NONE;

    private TcpProxy(String name, int port, IntSupplier target) throws IOException {
        this.name = name;
        this.target = target;
        this.listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * @param name of the link, for people
     * @param target the port behind it, asked at each connection
     */
    public static TcpProxy start(String name, int port, IntSupplier target) {
        try {
            TcpProxy proxy = new TcpProxy(name, port, target);
            Thread.ofVirtual().name(name).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no link " + name + " on port " + port, e);
        }
    }

    /** The same on any free port. */
    public static TcpProxy start(String name, IntSupplier target) {
        return start(name, Ports.pick(), target);
    }

    public String name() {
        return name;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Behaves so from now on, on the connections there are and on new ones. */
    public void behave(Trouble how) {
        trouble = how;
    }

    /** Ends all connections with a reset, now; new ones pass. */
    public void reset() {
        pairs.forEach(pair -> pair.end(true));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pairs.forEach(pair -> pair.end(false));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (SocketException _) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Pair pair = new Pair(near, far, () -> trouble);
            pairs.add(pair);
            pair.start(() -> pairs.remove(pair));
        } catch (IOException _) {
            Pair.end(near, true); // as if nobody listened
        }
    }
}
