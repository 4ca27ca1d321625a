package io.couponrush.system.up;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.console.Screen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** {@code ./rush up}: start, show, wait, stop. */
public final class Up {

    private static final int DEFAULT_PORT = 8080;
    private static final int COULD_NOT_RUN = 3;

    private final Screen screen;
    private final Path directory;
    private final Clock clock;
    private volatile boolean stopping;

    public Up(Screen screen, Path directory, Clock clock) {
        this.screen = screen;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Returns when a part has ended by itself; a signal ends the JVM, and with it everything.
     *
     * @param port 0 for 8080 or any free one
     * @return the exit code
     */
    public int run(boolean fresh, int port) throws IOException {
        long begin = System.nanoTime();
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            if (!lock.isHeld()) {
                screen.warn("%s", alreadyRunning());
                return COULD_NOT_RUN;
            }
            if (fresh) {
                lock.wipe("data");
            }
            Product product =
                    Product.start(
                            new ProductOptions(
                                    directory,
                                    true,
                                    port(port),
                                    List.of(),
                                    part -> PartLine.print(part, screen)));
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(product)));
            Welcome welcome = Welcome.prepare(product.state(), clock);
            welcome.print(screen, (System.nanoTime() - begin) / 1e9);
            String end = product.awaitEnd();
            if (!stopping) {
                screen.warn("%s", end);
            }
            return COULD_NOT_RUN;
        }
    }

    private void stop(Product product) {
        stopping = true;
        screen.line("%nStopping …");
        product.close();
        screen.line("Stopped.");
    }

    private String alreadyRunning() {
        return "Coupon Rush is already running here"
                + ProductState.read(directory)
                        .map(state -> " (process %d): %s".formatted(state.owner(), state.gateway()))
                        .orElse(", or about to: another ./rush up holds " + directory);
    }

    private int port(int wanted) {
        if (wanted != 0 && !Ports.isFree(wanted)) {
            throw new IllegalStateException(
                    "port %d is taken: end what listens there, or name another --port"
                            .formatted(wanted));
        }
        if (wanted != 0) {
            return wanted;
        }
        return Ports.isFree(DEFAULT_PORT) ? DEFAULT_PORT : Ports.pick();
    }
}
