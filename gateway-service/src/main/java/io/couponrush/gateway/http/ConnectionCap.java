package io.couponrush.gateway.http;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.ConnectionObserver;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes connections beyond a number, before they cost more than their socket. */
public final class ConnectionCap implements ChannelPipelineConfigurer {

    private final AtomicInteger open = new AtomicInteger();
    private final int max;

    ConnectionCap(int max) {
        this.max = max;
    }

    /** How many connections are open now. */
    public int open() {
        return open.get();
    }

    @Override
    public void onChannelInit(
            ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > max) {
            var _ = channel.close();
        }
    }
}
