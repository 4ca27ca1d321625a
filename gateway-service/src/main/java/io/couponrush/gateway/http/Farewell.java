package io.couponrush.gateway.http;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.time.Duration;

/**
 * The last moments before the server closes its idle connections. It closes them without a word,
 * and a claim that its client sends in that instant gets no answer (RFC 9112, 9.5). So everybody
 * who is answered in these moments is told that the connection ends with that; what is idle
 * afterwards belongs to somebody who has not asked for a while.
 *
 * <p>Holds the shutdown up before anything else of the application stops, so that all goes on as
 * usual meanwhile. Boot has told readiness by then.
 */
final class Farewell implements WebFilter, ApplicationListener<ContextClosedEvent>, Ordered {

    private final ApplicationContext application;
    private final Duration time;

    private volatile boolean leaving;

    Farewell(ApplicationContext application, Duration time) {
        this.application = application;
        this.time = time;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        exchange.getResponse() // not now: an answer may take longer than the farewell
                .beforeCommit(
                        () -> {
                            if (leaving) {
                                headers.set(HttpHeaders.CONNECTION, "close");
                            }
                            return Mono.empty();
                        });
        return chain.filter(exchange);
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        if (!closed.getApplicationContext().equals(application)) {
            return; // a child's, such as the management server's
        }
        leaving = true;
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // somebody is in a hurry
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
