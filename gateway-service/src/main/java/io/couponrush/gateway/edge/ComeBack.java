package io.couponrush.gateway.edge;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A problem that says come back later, ready in all its Retry-After values: it is sent when there
 * is no time to build answers.
 */
public final class ComeBack {

    private final List<JsonReply> replies;

    /**
     * @param from least seconds, at least 1
     * @param to most seconds, at least {@code from}; spread it widely, a fixed number would bring
     *     everybody back in the same second
     */
    public ComeBack(Problem problem, int from, int to) {
        this.replies =
                IntStream.rangeClosed(from, to)
                        .mapToObj(seconds -> problem.retryAfter(seconds).reply())
                        .toList();
    }

    /** Any of them. */
    public JsonReply reply() {
        return replies.get(ThreadLocalRandom.current().nextInt(replies.size()));
    }
}
