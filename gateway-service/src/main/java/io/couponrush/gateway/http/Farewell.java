package io.couponrush.gateway.http;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The last moments before the server closes its idle connections. It closes them without a word,
 * and a claim that its client sends in that instant gets no answer (RFC 9112, 9.5). So everybody
 * who asks in these moments is answered, and told that the connection ends with that; what is idle
 * afterwards belongs to somebody who has not asked for a while.
 */
final class Farewell implements WebFilter, SmartLifecycle, Ordered {

    private final ApplicationContext application;
    private final Duration time;

    private volatile boolean running;
    private volatile boolean leaving;

    Farewell(ApplicationContext application, Duration time) {
        this.application = application;
        this.time = time;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (leaving) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
        return chain.filter(exchange);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        leaving = true;
        AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        // on the timer's own thread: the common pool may be as busy as those who wait for this
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(callback);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else, the server included. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
