package io.couponrush.gateway.redis;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;

import java.util.concurrent.TimeUnit;

/**
 * Lets Redis replies arrive on the event loops of the HTTP server, which spares a request two
 * changes of thread. The loops belong to the server: nothing here ends them.
 */
final class SharedEventLoops implements EventLoopGroupProvider {

    private final EventLoopGroup loops;
    private final int size;

    SharedEventLoops(EventLoopGroup loops, int size) {
        this.loops = loops;
        this.size = size;
    }

    @Override
    @SuppressWarnings(
            "unchecked") // the class asked for is a hint of the transport, erased by the caller
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
        return (T) loops;
    }

    @Override
    public int threadPoolSize() {
        return size;
    }

    @Override
    public Future<Boolean> release(
            EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }
}
