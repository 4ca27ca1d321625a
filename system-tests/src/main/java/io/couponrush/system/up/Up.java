package io.couponrush.system.up;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.console.Screen;
import io.couponrush.system.crowd.CrowdOptions;
import io.couponrush.system.crowd.DemoCrowd;
import io.couponrush.system.observe.Prometheus;

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
    private final Path prometheus;
    private final Clock clock;
    private volatile boolean stopping;
    private volatile @Nullable DemoCrowd visitors;
    private volatile @Nullable Prometheus observer;

    /**
     * @param directory of state, data and logs
     * @param prometheus the project's configuration of it
     */
    public Up(Screen screen, Path directory, Path prometheus, Clock clock) {
        this.screen = screen;
        this.directory = directory;
        this.prometheus = prometheus;
        this.clock = clock;
    }

    /**
     * Returns when a part has ended by itself; a signal ends the JVM, and with it everything.
     *
     * @param port 0 for 8080 or any free one
     * @param observe whether Prometheus scrapes the product
     * @param crowd who else comes, null for nobody
     * @return the exit code
     * @throws IllegalStateException that names the other one, if a product runs in this directory
     */
    public int run(boolean fresh, int port, boolean observe, @Nullable CrowdOptions crowd)
            throws IOException {
        long begin = System.nanoTime();
        if (fresh) {
            Product.wipe(directory, List.of("data", "prometheus"));
        }
        Product product =
                Product.start(
                        new ProductOptions(
                                directory,
                                true,
                                port(port),
                                crowd == null ? List.of() : List.of("demo"),
                                part -> PartLine.print(part, screen)));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(product)));
        Welcome welcome = Welcome.prepare(product.state(), clock);
        if (observe) {
            observe(product);
        }
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

    /** The product is worth having without it, too. */
    private void observe(Product product) {
        if (!Prometheus.isInstalled()) {
            screen.warn("%s Going on without it.", Prometheus.CURE);
            return;
        }
        try {
            Prometheus started =
                    Prometheus.start(prometheus, directory.resolve("prometheus"), product.state());
            observer = started;
            screen.line("  Prometheus at %s, alerts at %1$s/alerts", started.url());
        } catch (IllegalStateException e) {
            screen.warn("%s%nGoing on without it.", String.valueOf(e.getMessage()));
        }
    }

    private void stop(Product product) {
        stopping = true;
        screen.line("%nStopping …");
        DemoCrowd crowd = visitors;
        if (crowd != null) {
            crowd.close();
        }
        Prometheus running = observer;
        if (running != null) {
            running.close();
        }
        product.close();
        screen.line("Stopped.");
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
