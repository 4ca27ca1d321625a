package io.couponrush.gateway.live;

import org.springframework.http.codec.ServerSentEvent;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;

import java.util.concurrent.ArrayBlockingQueue;

/** One open view. Whoever does not keep up is let go: who comes again gets the history. */
final class LiveView {

    /** Half a minute of points. */
    private static final int MOST_WAITING = 30;

    private final long couponId;
    private final Sinks.Many<ServerSentEvent<String>> news =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_WAITING));

    private volatile boolean over;
    private boolean begun;

    LiveView(long couponId) {
        this.couponId = couponId;
    }

    long couponId() {
        return couponId;
    }

    /** One thread at a time. */
    void tell(ServerSentEvent<String> event) {
        if (!over && news.tryEmitNext(event) != EmitResult.OK) {
            end();
        }
    }

    /** Whether it has the past and gets what is new. */
    boolean hasBegun() {
        return begun;
    }

    void setBegun(boolean now) {
        begun = now;
    }

    /** No more news; whoever hung up misses nothing. */
    void end() {
        over = true;
        var _ = news.tryEmitComplete();
    }

    boolean isOver() {
        return over;
    }

    /** For one subscriber. */
    Flux<ServerSentEvent<String>> events() {
        return news.asFlux();
    }
}
