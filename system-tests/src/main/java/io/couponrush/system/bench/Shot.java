package io.couponrush.system.bench;

import io.couponrush.system.load.Answer;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.load.Step;
import io.netty.buffer.ByteBuf;

/** One request of a stage; its answer is counted and forgotten. */
final class Shot implements Step {

    private final RequestTemplate request;
    private final byte[] who;
    private final StageTally tally;

    Shot(RequestTemplate request, byte[] who, StageTally tally) {
        this.request = request;
        this.who = who;
        this.tally = tally;
    }

    @Override
    public void write(ByteBuf out) {
        request.write(out, who);
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        tally.add(sentNanos, nowNanos, String.valueOf(answer.status()));
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        tally.add(sentNanos, nowNanos, why);
    }
}
