package io.couponrush.gateway.http;

import io.netty.channel.EventLoop;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Handles every request in the next turn of its connection's event loop, and never inside the call
 * that dispatches it.
 *
 * <p>Reactor Netty 1.3.7 queues a request that arrives before the last one has ended, which happens
 * when the last one's answer was written by another thread. If such a request is answered within
 * its own dispatch, the connection is never read again (reactor-netty issue 4361): 1 of 10,000
 * users of a spike waited in vain. 1.3.8 has the cure, but needs a Netty that Spring Boot 4.1.1
 * doesn't name; with it, this class goes.
 */
final class NextTurn implements BiFunction<Mono<Void>, Connection, Mono<Void>> {

    /** As many as there are event loops. */
    private final Map<EventLoop, Scheduler> loops = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> apply(Mono<Void> handling, Connection connection) {
        return handling.subscribeOn(
                loops.computeIfAbsent(
                        connection.channel().eventLoop(), Schedulers::fromExecutorService));
    }
}
