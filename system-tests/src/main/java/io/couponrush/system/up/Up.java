package io.couponrush.system.up;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.console.Screen;
import io.couponrush.system.crowd.CrowdOptions;
import io.couponrush.system.crowd.DemoCrowd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./rush up}: start, show, wait, stop. */
public final class Up {

    private static final int DEFAULT_PORT = 8080;
    private static final int COULD_NOT_RUN = 3;

    private final Screen screen;
    private final Path directory;
    private final Clock clock;
    private volatile boolean stopping;
    private volatile @Nullable DemoCrowd visitors;

    public Up(Screen screen, Path directory, Clock clock) {
        this.screen = screen;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Returns when a part has ended by itself; a signal ends the JVM, and with it everything.
     *
     * @param port 0 for 8080 or any free one
     * @param crowd who else comes, null for nobody
     * @return the exit code
     */
    public int run(boolean fresh, int port, @Nullable CrowdOptions crowd) throws IOException {
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
                                    crowd == null ? List.of() : List.of("demo"),
                                    part -> PartLine.print(part, screen)));
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(product)));
            Welcome welcome = Welcome.prepare(product.state(), clock);
            welcome.print(screen, (System.nanoTime() - begin) / 1e9);
            if (crowd != null) {
                invite(crowd, product.state());
            }
            String end = product.awaitEnd();
            if (!stopping) {
                screen.warn("%s", end);
            }
            return COULD_NOT_RUN;
        }
    }

    private void invite(CrowdOptions options, ProductState product) {
        long seed = ThreadLocalRandom.current().nextLong(1L << 32);
        screen.line(
                "%nA crowd keeps coming (seed %d). Meanwhile the worker takes only 20 claims a"
                        + " second, so that the queue can be seen.",
                seed);
        DemoCrowd crowd = new DemoCrowd(product, options, seed, screen, clock);
        visitors = crowd;
        crowd.start();
    }

    private void stop(Product product) {
        stopping = true;
        screen.line("%nStopping …");
        DemoCrowd crowd = visitors;
        if (crowd != null) {
            crowd.close();
        }
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
