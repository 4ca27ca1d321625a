package io.couponrush.system.load;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseDecoder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One kept-alive connection that carries one request at a time and reopens itself when broken. */
final class Connection {

    private static final int REQUEST_SIZE = 1_024;
    private static final long REOPEN_MILLIS = 100;

    private final Bootstrap bootstrap;
    private final EventLoop loop;
    private final int lane;
    private final long patienceNanos;
    private @Nullable Channel channel;
    private @Nullable Run run;
    private @Nullable Step step;
    private @Nullable Run stepsRun;
    private long sentNanos;

    /**
     * @param lane which of the servers the bootstrap connects to
     */
    Connection(Bootstrap bootstrap, EventLoop loop, int lane, Duration patience) {
        this.loop = loop;
        this.lane = lane;
        this.patienceNanos = patience.toNanos();
        this.bootstrap =
                bootstrap.handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new HttpResponseDecoder(),
                                                new Replies(Connection.this));
                            }
                        });
    }

    /** Completes when the connection is open, exceptionally when it can't be opened. */
    CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        var _ =
                bootstrap
                        .connect()
                        .addListener(
                                (ChannelFuture future) -> {
                                    if (future.isSuccess()) {
                                        channel = future.channel();
                                        opened.complete(null);
                                    } else {
                                        opened.completeExceptionally(future.cause());
                                    }
                                });
        return opened;
    }

    int lane() {
        return lane;
    }

    /** Takes part in a run from now on. */
    void join(Run run) {
        this.run = run;
        proceed();
    }

    /** Sends the next step, if there is one. */
    void proceed() {
        Channel open = channel;
        if (run == null || step != null) {
            return;
        }
        if (open == null || !open.isActive()) {
            reopen();
            return;
        }
        step = run.next(this);
        stepsRun = run;
        if (step != null) {
            ByteBuf request = open.alloc().buffer(REQUEST_SIZE);
            step.write(request);
            sentNanos = System.nanoTime();
            var _ = open.writeAndFlush(request, open.voidPromise());
        }
    }

    void answered(Answer answer, boolean keepAlive) {
        long now = System.nanoTime();
        Step asked = step;
        if (asked == null) {
            return; // the server closes an idle connection with a 408
        }
        settle(() -> asked.answered(sentNanos, now, answer));
        if (!keepAlive) {
            drop();
        }
        proceed();
    }

    void broken(String why) {
        Step asked = step;
        drop();
        if (asked != null) {
            settle(() -> asked.unanswered(sentNanos, System.nanoTime(), why));
            proceed();
        }
    }

    /** A channel of ours has ended; that of an earlier life says nothing new. */
    void closed(Channel ended, String why) {
        if (ended.equals(channel)) {
            broken(why);
        } else {
            var _ = ended.close();
        }
    }

    void giveUpIfLate(long nowNanos) {
        if (step != null && nowNanos - sentNanos > patienceNanos) {
            broken("no answer in time");
        }
    }

    /** The step may belong to an earlier run that had its time. */
    private void settle(Runnable outcome) {
        Run itsRun = requireNonNull(stepsRun);
        step = null;
        try {
            outcome.run();
        } catch (RuntimeException e) {
            itsRun.fail(e);
        }
        itsRun.done();
    }

    private void drop() {
        Channel old = channel;
        channel = null;
        if (old != null) {
            var _ = old.close();
        }
    }

    private void reopen() {
        var _ =
                open().whenComplete(
                                (_, failure) -> {
                                    if (failure == null) {
                                        proceed();
                                    } else if (!loop.isShuttingDown()) {
                                        refuse(String.valueOf(failure.getMessage()));
                                        var _ =
                                                loop.schedule(
                                                        this::proceed,
                                                        REOPEN_MILLIS,
                                                        TimeUnit.MILLISECONDS);
                                    }
                                });
    }

    private void refuse(String why) {
        Run now = run;
        Step next = now == null ? null : now.refused(this);
        if (next != null) {
            long at = System.nanoTime();
            step = next;
            stepsRun = now;
            settle(() -> next.unanswered(at, at, why));
        }
    }
}
