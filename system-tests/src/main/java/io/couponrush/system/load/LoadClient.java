package io.couponrush.system.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Sends the steps of an agenda over kept-alive HTTP/1.1 connections, one request at a time on each:
 * a closed loop. One thread does everything, so steps and agenda need no locks; it writes ready
 * bytes and reads with Netty's decoder, because the client shares its cores with the server.
 */
public final class LoadClient implements AutoCloseable {

    /** Connections being opened at a time: a burst of thousands overflows a server's backlog. */
    private static final int OPENING_AT_ONCE = 200;

    private static final Duration OPENING = Duration.ofSeconds(30);

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final List<Connection> connections = new ArrayList<>();

    private LoadClient(List<URI> servers, int count, Duration patience) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, io);
        loop = group.next();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(group)
                        .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000);
        for (int lane = 0; lane < servers.size(); lane++) {
            URI server = servers.get(lane);
            for (int i = 0; i < count; i++) {
                Bootstrap own = bootstrap.clone().remoteAddress(server.getHost(), server.getPort());
                connections.add(new Connection(own, loop, lane, patience));
            }
        }
    }

    /**
     * Opens the connections.
     *
     * @param patience how long a request may stay without an answer
     * @throws IllegalStateException if they can't be opened within 30 s
     */
    public static LoadClient connect(URI server, int connections, Duration patience) {
        return connect(List.of(server), connections, patience);
    }

    /**
     * The same for several servers; the step says which of them it is for, and one for a server
     * that can't be connected to is unanswered at once.
     *
     * @param connections to each
     */
    public static LoadClient connect(List<URI> servers, int connections, Duration patience) {
        LoadClient client = new LoadClient(servers, connections, patience);
        try {
            int all = client.connections.size();
            for (int from = 0; from < all; from += OPENING_AT_ONCE) {
                int to = Math.min(all, from + OPENING_AT_ONCE);
                CompletableFuture.allOf(
                                client.connections.subList(from, to).stream()
                                        .map(Connection::open)
                                        .toArray(CompletableFuture[]::new))
                        .orTimeout(OPENING.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }
            return client;
        } catch (CompletionException e) {
            client.close();
            throw new IllegalStateException(
                    "could not open %d connections to %s"
                            .formatted(
                                    connections,
                                    servers.stream()
                                            .map(URI::toString)
                                            .collect(Collectors.joining(", "))),
                    e);
        }
    }

    /**
     * Works the agenda off.
     *
     * @param limit after this time what is left is left
     * @return whether the agenda was finished in time
     */
    public boolean run(Agenda agenda, Duration limit) throws InterruptedException {
        return run(agenda, CompletableFuture.completedFuture(null), limit);
    }

    /**
     * Works the agenda off, while something goes on that takes as long as it takes.
     *
     * @param event must come to an end, however that is
     * @param limit this time after the end of the event what is left is left
     * @return whether the agenda was finished in time
     */
    public boolean run(Agenda agenda, CompletableFuture<?> event, Duration limit)
            throws InterruptedException {
        Run run =
                loop.submit(() -> new Run(agenda, connections, loop))
                        .syncUninterruptibly()
                        .getNow();
        try {
            // fails as soon as a step of the load does, and not as the event does
            CompletableFuture.anyOf(run.finished(), event.handle((_, _) -> true)).get();
            run.finished().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step of the load failed", e.getCause());
        } finally {
            loop.submit(run::stop).syncUninterruptibly();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
