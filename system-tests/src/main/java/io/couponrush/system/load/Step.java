package io.couponrush.system.load;

import io.netty.buffer.ByteBuf;

/**
 * One request and what follows from its answer. All methods are called on the load client's one
 * thread. Exactly one of {@code answered} and {@code unanswered} follows a write.
 *
 * <p>Times are {@link System#nanoTime()}.
 */
public interface Step {

    /** Which of the client's servers is asked, from 0; looked at when the step is added. */
    default int lane() {
        return 0;
    }

    /** Writes the whole HTTP/1.1 request. */
    void write(ByteBuf out);

    void answered(long sentNanos, long nowNanos, Answer answer);

    /** The connection broke or the time was up: the server may or may not have done the work. */
    void unanswered(long sentNanos, long nowNanos, String why);
}
