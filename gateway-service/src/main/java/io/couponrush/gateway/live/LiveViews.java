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
        Watched coupon = watched.computeIfAbsent(couponId, Watched::new);
        coupon.views.add(view);
        open++;
        if (coupon.begun) {
            view.tell(history(coupon.told()));
        }
        return view;
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
                coupon.begun = false; // whoever began without the past gets it now
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

    private static ServerSentEvent<String> history(List<LivePoint> points) {
        return event("history", Map.of("points", points));
    }

    private static ServerSentEvent<String> event(String name, Object data) {
        return ServerSentEvent.<String>builder()
                .event(name)
                .data(new String(Json.bytes(data), StandardCharsets.UTF_8))
                .build();
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
        private boolean begun;
        private long since = Long.MAX_VALUE;
        private long lastTold;

        Watched(long couponId) {
            board = new LiveBoard(couponId);
        }

        List<LivePoint> told() {
            return past == Past.READ ? board.points() : List.of();
        }

        void tick(long second) {
            if (past == Past.READ) {
                List<LivePoint> news = board.closeUntil(second);
                if (begun) {
                    news.forEach(point -> tell(event("point", point)));
                }
            } else if (begun && second > lastTold) {
                tell(event("point", LivePoint.nothingTold(second)));
            }
            lastTold = second;
            since = Math.min(since, second);
            if (!begun && (past == Past.READ || second - since >= PATIENCE)) {
                begun = true;
                tell(history(told()));
            }
        }

        private void tell(ServerSentEvent<String> event) {
            views.forEach(view -> view.tell(event));
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
