package io.couponrush.gateway.live;

import io.couponrush.gateway.edge.Json;
import io.couponrush.pulse.Pulse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The views that are open, and a board for each coupon that somebody looks at. Stops before the
 * HTTP server does, which waits for its answers.
 */
final class LiveViews implements SmartLifecycle {

    /** Seconds until a view begins without the past. */
    private static final int PATIENCE = 3;

    private final int mostViews;
    private final Map<Long, Watched> watched = new HashMap<>();

    private int open;
    private volatile boolean running;

    LiveViews(int mostViews) {
        this.mostViews = mostViews;
    }

    /** Null if there are too many. */
    synchronized @Nullable LiveView open(long couponId) {
        if (!running || open >= mostViews) {
            return null;
        }
        LiveView view = new LiveView(couponId);
        watched.computeIfAbsent(couponId, Watched::new).views.add(view);
        open++;
        return view; // the next tick tells it the past: this may be an event loop
    }

    /** May be called more than once. */
    synchronized void close(LiveView view) {
        view.end();
        Watched coupon = watched.get(view.couponId());
        if (coupon != null && coupon.views.remove(view)) {
            open--;
            if (coupon.views.isEmpty()) {
                watched.remove(view.couponId());
            }
        }
    }

    /** Nobody looks: nobody need read. */
    synchronized boolean isIdle() {
        return watched.isEmpty();
    }

    /** Whether the past must be read, because of a coupon that nobody has looked at before. */
    synchronized boolean wantPast() {
        boolean wanted = false;
        for (Watched coupon : watched.values()) {
            if (coupon.past == Past.UNREAD) {
                coupon.past = Past.BEING_READ;
                wanted = true;
            }
        }
        return wanted;
    }

    synchronized void accept(long offset, Pulse pulse) {
        for (Watched coupon : watched.values()) {
            if (coupon.past != Past.UNREAD) {
                coupon.board.accept(offset, pulse);
            }
        }
    }

    /** All that was there when the past was last {@link #wantPast wanted} has been read. */
    synchronized void pastIsRead() {
        for (Watched coupon : watched.values()) {
            if (coupon.past == Past.BEING_READ) {
                coupon.past = Past.READ;
                // whoever began without the past gets it now
                coupon.views.forEach(view -> view.setBegun(false));
            }
        }
    }

    /** Reading was broken off. */
    synchronized void pastIsUnread() {
        for (Watched coupon : watched.values()) {
            if (coupon.past == Past.BEING_READ) {
                coupon.past = Past.UNREAD;
            }
        }
    }

    /** To be called several times a second. All seconds up to this one are over. */
    synchronized void tick(long second) {
        List.copyOf(watched.values()).forEach(coupon -> coupon.tick(second));
        List.copyOf(watched.values()).stream()
                .flatMap(coupon -> List.copyOf(coupon.views).stream())
                .filter(LiveView::isOver)
                .forEach(this::close);
    }

    private enum Past {
        UNREAD,
        BEING_READ,
        READ
    }

    private static final class Watched {

        private final LiveBoard board;
        private final List<LiveView> views = new ArrayList<>();

        private Past past = Past.UNREAD;
        private long since = Long.MAX_VALUE;
        private long lastTold;

        Watched(long couponId) {
            board = new LiveBoard(couponId);
        }

        List<LivePoint> told() {
            return past == Past.READ ? board.points() : List.of();
        }

        void tick(long second) {
            for (LivePoint point : news(second)) {
                tell(true, "point", point);
            }
            lastTold = second;
            since = Math.min(since, second);
            if (past == Past.READ || second - since >= PATIENCE) {
                tell(false, "history", Map.of("points", told()));
                views.forEach(view -> view.setBegun(true));
            }
        }

        private List<LivePoint> news(long second) {
            if (past == Past.READ) {
                return board.closeUntil(second);
            }
            return second > lastTold ? List.of(LivePoint.nothingTold(second)) : List.of();
        }

        /** Written once for all who are told, and not at all for nobody. */
        private void tell(boolean begun, String name, Object data) {
            List<LiveView> told = views.stream().filter(view -> view.hasBegun() == begun).toList();
            if (!told.isEmpty()) {
                ServerSentEvent<String> event =
                        ServerSentEvent.<String>builder()
                                .event(name)
                                .data(new String(Json.bytes(data), StandardCharsets.UTF_8))
                                .build();
                told.forEach(view -> view.tell(event));
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        watched.values().forEach(coupon -> coupon.views.forEach(LiveView::end));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
