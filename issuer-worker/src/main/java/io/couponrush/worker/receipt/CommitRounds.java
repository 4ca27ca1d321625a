package io.couponrush.worker.receipt;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the committer every now and then, in a thread of its own: a large coupon takes a while. */
class CommitRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitRounds.class);

    private final @Nullable Committer committer;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1),
                    Thread.ofPlatform().name("receipts").daemon().factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    /**
     * @param committer null if this worker signs no receipts
     */
    CommitRounds(@Nullable Committer committer) {
        this.committer = committer;
    }

    void run() {
        Committer working = committer;
        if (working != null) {
            thread.execute(() -> round(working));
        }
    }

    private static void round(Committer committer) {
        try {
            committer.round();
        } catch (RuntimeException e) {
            LOG.warn("could not look for coupons to commit to, will try again: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
