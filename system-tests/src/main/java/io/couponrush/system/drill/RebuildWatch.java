package io.couponrush.system.drill;

import io.couponrush.system.api.Await;
import io.couponrush.system.guarantee.Observation.Window;
import io.couponrush.system.store.CouponStore;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Looks again and again whether the gate of a coupon is being rebuilt. As long as it is, Redis
 * answers and nobody may be admitted: a gate that is believed too early shows here.
 */
final class RebuildWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(50);

    /** The gate is opened a moment before the row says so. */
    private static final Duration OPENING = Duration.ofMillis(500);

    /** A look that found a rebuild, and of which epoch. */
    private record Look(long fromNanos, long toNanos, long epoch) {}

    private final CouponStore store;
    private final List<Look> looks = new ArrayList<>();
    private boolean rebuilding;
    private final Thread thread;
    private volatile @Nullable SQLException blind;

    private RebuildWatch(CouponStore store) {
        this.store = store;
        this.thread = Thread.ofPlatform().name("rebuild-watch").start(this::watch);
    }

    static RebuildWatch of(Stage stage) throws SQLException {
        return new RebuildWatch(
                CouponStore.open(stage.product().state().database(), stage.couponId()));
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long from = System.nanoTime();
                OptionalLong epoch = store.rebuilding();
                synchronized (looks) {
                    rebuilding = epoch.isPresent();
                    if (rebuilding) {
                        looks.add(new Look(from, System.nanoTime(), epoch.getAsLong()));
                    }
                }
                Thread.sleep(EVERY);
            }
        } catch (SQLException e) {
            blind = e;
        } catch (InterruptedException _) {
            // nobody wants to know any more
        }
    }

    /**
     * Waits until a rebuild was seen, and then none. Before, a gateway may still say what it
     * remembers, that there is nothing left, which is no answer of the new gate.
     *
     * @return false if that did not come to pass within the bound; true also if nothing can be seen
     *     any more, which {@link #windows} tells
     */
    boolean awaitEnded(Duration bound) {
        return Await.until(
                () -> {
                    synchronized (looks) {
                        return blind != null || (!looks.isEmpty() && !rebuilding);
                    }
                },
                bound);
    }

    /**
     * From the first look that found an epoch's rebuild to shortly before the last.
     *
     * @throws IllegalStateException if none was seen for long enough, so that nothing can be said
     */
    List<Window> windows() {
        Map<Long, List<Look>> byEpoch;
        synchronized (looks) {
            byEpoch = looks.stream().collect(Collectors.groupingBy(Look::epoch));
        }
        List<Window> windows =
                byEpoch.values().stream()
                        .map(
                                its ->
                                        new Window(
                                                its.getFirst().toNanos,
                                                its.getLast().fromNanos - OPENING.toNanos()))
                        .filter(window -> window.toNanos() - window.fromNanos() > 0)
                        .toList();
        if (blind != null || windows.isEmpty()) {
            throw new IllegalStateException("no rebuild was seen", blind);
        }
        return windows;
    }

    @Override
    public void close() throws SQLException {
        thread.interrupt();
        store.close();
    }
}
