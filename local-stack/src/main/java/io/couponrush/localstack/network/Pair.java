package io.couponrush.localstack.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Supplier;

/** The two ends of a connection through a link. */
final class Pair {

    private static final int BUFFER = 16 * 1024;

    private final Socket near;
    private final Socket far;
    private final Supplier<Trouble> trouble;

    Pair(Socket near, Socket far, Supplier<Trouble> trouble) {
        this.near = near;
        this.far = far;
        this.trouble = trouble;
    }

    void start(Runnable atEnd) {
        Thread.ofVirtual().start(() -> pump(near, far, true, atEnd));
        Thread.ofVirtual().start(() -> pump(far, near, false, atEnd));
    }

    void end(boolean reset) {
        end(near, reset);
        end(far, reset);
    }

    static void end(Socket socket, boolean reset) {
        try (socket) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException _) {
            // it ended by itself
        }
    }

    private void pump(Socket from, Socket to, boolean forth, Runnable atEnd) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[BUFFER];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Trouble now = trouble.get();
                // A piece once lost makes the stream worthless, so it waits until better times.
                while (now.holdsBack(forth)) {
                    Thread.sleep(Trouble.LOOK);
                    now = trouble.get();
                }
                Thread.sleep(now.delay());
                out.write(piece, 0, read);
            }
        } catch (IOException _) {
            // one end is gone: so is the other
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            end(false);
            atEnd.run();
        }
    }
}
