package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.Service;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Screen;
import io.couponrush.system.guarantee.Observation.Window;
import io.couponrush.system.token.Users.User;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** What a fault of one round may touch, and where it tells what it did. */
final class Stage {

    private final Stand stand;
    private final Product product;
    private final long couponId;
    private final ProductApi admin;
    private final long seed;
    private final RandomGenerator random;
    private final IntFunction<List<User>> strangers;
    private final Screen screen;
    private final long startNanos;
    private final boolean brief;
    private volatile long struckNanos;
    private final Map<String, Double> measured = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Window> closed = new ConcurrentLinkedQueue<>();

    /**
     * @param seed of the round, for faults that are gone through one after the other
     * @param random of the fault alone, so that it doesn't shift with the crowd's size
     * @param strangers makes users who belong to no crowd
     * @param brief long outages are a third as long
     */
    Stage(
            Stand stand,
            long couponId,
            ProductApi admin,
            long seed,
            RandomGenerator random,
            IntFunction<List<User>> strangers,
            Screen screen,
            long startNanos,
            boolean brief) {
        this.stand = stand;
        this.product = stand.product();
        this.couponId = couponId;
        this.admin = admin;
        this.seed = seed;
        this.random = random;
        this.strangers = strangers;
        this.screen = screen;
        this.startNanos = startNanos;
        this.brief = brief;
    }

    long startNanos() {
        return startNanos;
    }

    Product product() {
        return product;
    }

    SmallDisks disks() {
        return stand.disks();
    }

    LocalStack servers() {
        return product.stack();
    }

    long couponId() {
        return couponId;
    }

    ProductApi admin() {
        return admin;
    }

    /** One of all cases; as many seeds in a row go through all of them. */
    int caseOf(int cases) {
        return Math.floorMod(seed, cases);
    }

    RandomGenerator random() {
        return random;
    }

    /** Users with tokens, of whom no history is kept. */
    List<User> strangers(int count) {
        return strangers.apply(count);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** So long, or a third of it in a brief run. */
    Duration outage(Duration full) {
        return brief ? full.dividedBy(3) : full;
    }

    void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** A line of the round's own log, with the seconds since its start. */
    void note(String what) {
        String line =
                String.format(
                        Locale.ROOT, "%6.2f s  %s", (System.nanoTime() - startNanos) / 1e9, what);
        notes.add(line);
        screen.warn("    %s", line);
    }

    /** Now is the moment from which recovery counts. */
    void struck() {
        struckNanos = System.nanoTime();
    }

    /** 0 if nothing was killed. */
    long struckNanos() {
        return struckNanos;
    }

    /** A time that the report shows, the longest if it is measured more than once. */
    void measure(String what, long nanos) {
        synchronized (measured) {
            measured.merge(what, nanos / 1e9, Math::max);
        }
    }

    /** While this runs, Redis is certainly away: nobody may be admitted. */
    void whileClosed(Step during) throws Exception {
        long from = System.nanoTime();
        during.run();
        closed.add(new Window(from, System.nanoTime()));
    }

    /** The same, from when Redis is up again until its gate is whole. */
    void closedWhile(List<Window> rebuilding) {
        closed.addAll(rebuilding);
        for (Window window : rebuilding) {
            note(
                    "being rebuilt for %.1f s"
                            .formatted((window.toNanos() - window.fromNanos()) / 1e9));
        }
    }

    /** Tells a process to die when it passes this point for the n-th time. */
    void arm(Service service, String point, int passes) {
        arm(service, point, passes, false);
    }

    /** The same, but it freezes. */
    void armFreeze(Service service, String point, int passes) {
        arm(service, point, passes, true);
    }

    private void arm(Service service, String point, int passes, boolean freeze) {
        // as strings: the worker turns no number into one
        tell(service, "crash/" + point, Map.of("passes", "" + passes, "freeze", "" + freeze));
        String deed = freeze ? " is to freeze " : " is to die ";
        note(service.name() + deed + point + " after " + passes + " more");
    }

    /** The consumers of a worker leave their group, or join it again. */
    void consume(Service worker, boolean running) {
        tell(worker, "intake", Map.of("running", "" + running));
    }

    private static void tell(Service service, String what, Map<String, String> how) {
        HttpResponse<String> answer =
                ProductApi.anonymous(service.managementUrl())
                        .send("POST", "/actuator/" + what, how);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    "%s can't be told %s: %d".formatted(service.name(), what, answer.statusCode()));
        }
    }

    /** Whether an armed process has died; if it got no occasion to, it is killed. */
    boolean awaitDeath(Service service, Duration bound) {
        boolean died = Await.until(() -> !service.isAlive(), bound);
        struck();
        note(service.name() + (died ? " has died there" : " never came by: killed"));
        if (!died) {
            service.kill();
        }
        return died;
    }

    /** Whether somebody who asks is admitted, or told no for good, within the time. */
    boolean awaitOpen(Duration bound) {
        User stranger = strangers.apply(1).getFirst();
        ProductApi user =
                ProductApi.anonymous(product.gateway().url())
                        .as(new String(stranger.token(), US_ASCII));
        String path = "/api/v3/me/coupons/" + couponId + "/issue";
        return Await.until(() -> user.send("POST", path, null).statusCode() < 500, bound);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<Window> closed() {
        return List.copyOf(closed);
    }

    Map<String, Double> measured() {
        synchronized (measured) {
            return Map.copyOf(measured);
        }
    }

    /** Part of a fault. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
