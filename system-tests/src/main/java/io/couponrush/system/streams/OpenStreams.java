package io.couponrush.system.streams;

import io.couponrush.system.api.Await;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.token.Users.User;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;

import org.HdrHistogram.Histogram;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Many streams, a connection each, read by one thread: it takes little from the gateway. */
final class OpenStreams implements AutoCloseable {

    private static final int AT_ONCE = 100;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<OpenStream> streams = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private final Histogram times;
    private volatile long changedNanos;
    private volatile String trouble = "";

    /**
     * @param times between a change and its arrival at each of the streams
     */
    OpenStreams(Histogram times) {
        this.times = times;
    }

    /** Returns when each has told its first position. */
    void open(URI gateway, long couponId, List<User> users) {
        RequestTemplate request =
                RequestTemplate.stream(
                        gateway, "/api/v3/me/coupons/" + couponId + "/ticket/stream");
        for (int from = 0; from < users.size(); from += AT_ONCE) {
            users.subList(from, Math.min(users.size(), from + AT_ONCE))
                    .forEach(user -> open(gateway, request, user));
            int opened = streams.size();
            await(() -> begun.get() == opened, "not all streams begin");
        }
    }

    private void open(URI gateway, RequestTemplate request, User user) {
        OpenStream stream = new OpenStream(this);
        streams.add(stream);
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline().addLast(new HttpResponseDecoder(), stream);
                            }
                        })
                .connect(gateway.getHost(), gateway.getPort())
                .addListener(
                        (ChannelFuture connected) -> {
                            if (!connected.isSuccess()) {
                                failed(String.valueOf(connected.cause()));
                                return;
                            }
                            ByteBuf bytes = connected.channel().alloc().buffer();
                            request.write(bytes, user.token());
                            var _ = connected.channel().writeAndFlush(bytes);
                        });
    }

    /**
     * Returns when all have been told that so many more claims are settled.
     *
     * @param change settles them
     */
    void follow(int settled, Runnable change) {
        told.set(0);
        loop.submit(() -> streams.forEach(stream -> stream.await(settled))).syncUninterruptibly();
        changedNanos = System.nanoTime();
        change.run();
        await(() -> told.get() == streams.size(), "not all are told a change");
    }

    /** Returns when all have been told that they have it. */
    void awaitIssued() {
        await(() -> issued.get() == streams.size(), "not all are told ISSUED");
    }

    private void await(BooleanSupplier condition, String what) {
        Await.until(() -> !trouble.isEmpty() || condition.getAsBoolean(), BOUND);
        if (!trouble.isEmpty() || !condition.getAsBoolean()) {
            throw new IllegalStateException(
                    "%s of %d: begun %d, told %d, issued %d %s"
                            .formatted(
                                    what,
                                    streams.size(),
                                    begun.get(),
                                    told.get(),
                                    issued.get(),
                                    trouble));
        }
    }

    void begun() {
        begun.incrementAndGet();
    }

    void told() {
        Latency.record(times, System.nanoTime() - changedNanos);
        told.incrementAndGet();
    }

    void ended(String state) {
        if (state.equals("ISSUED")) {
            issued.incrementAndGet();
        } else {
            failed("a ticket ended as " + state);
        }
    }

    void failed(String why) {
        trouble = why;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
