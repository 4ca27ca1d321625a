package io.couponrush.worker.announce;

import io.couponrush.worker.coupon.CouponChanged;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.event.TransactionalEventListener;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the announcer after each change of a coupon and every now and then. One run at a time and
 * one waiting is enough: the waiting one will see whatever is due by then.
 */
class AnnounceTrigger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnnounceTrigger.class);

    private final Announcer announcer;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1),
                    Thread.ofPlatform().name("announcer").daemon().factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    AnnounceTrigger(Announcer announcer) {
        this.announcer = announcer;
    }

    /** After the commit: before it, there is nothing to announce. */
    @TransactionalEventListener
    void changed(CouponChanged change) {
        run();
    }

    void run() {
        thread.execute(this::announce);
    }

    private void announce() {
        try {
            announcer.announceDue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("could not look for coupons to announce, will try again: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
