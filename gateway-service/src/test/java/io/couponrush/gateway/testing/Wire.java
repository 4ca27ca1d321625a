package io.couponrush.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection on which a test writes and reads what HTTP clients would not let it. */
public final class Wire implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    public static Wire to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TestCatalogue.BOUND.toMillis());
        return new Wire(socket);
    }

    /** A request's head, or more: ends of lines are put between, two empty ones end a head. */
    public static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    /** Sends it as it is, line ends included. */
    public Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Empty string at the end of headers; fails with an exception when nothing comes. */
    public String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the connection was closed");
        }
        return line;
    }

    /** Reads on until a line holds this. */
    public String lineWith(String part) throws IOException {
        String line = line();
        while (!line.contains(part)) {
            line = line();
        }
        return line;
    }

    /**
     * Everything until the other side closes: with a reset, if it has left unread what was sent.
     */
    public String rest() throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (SocketException reset) {
            if (all.isEmpty()) {
                throw reset;
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
