package io.couponrush.gateway.edge;

import io.netty.handler.codec.http.FullHttpResponse;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A problem that says come back later, ready in all its Retry-After values: it is sent when there
 * is no time to build answers.
 */
public final class ComeBack {

    private final List<JsonReply> replies;
    private final List<ReadyResponse> responses;

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
        this.responses = replies.stream().map(JsonReply::ready).toList();
    }

    /** Any of them. */
    public JsonReply reply() {
        return replies.get(any());
    }

    /** The same answer for a handler of the channel, where neither filters nor Spring have been. */
    public FullHttpResponse response() {
        return responses.get(any()).response();
    }

    private int any() {
        return ThreadLocalRandom.current().nextInt(replies.size());
    }
}
