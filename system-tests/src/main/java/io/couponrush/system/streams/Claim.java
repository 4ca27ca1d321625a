package io.couponrush.system.streams;

import io.couponrush.system.guarantee.Told;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.Answer;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.load.Step;
import io.couponrush.system.spike.ToldReader;
import io.couponrush.system.token.Users.User;
import io.netty.buffer.ByteBuf;

import java.util.concurrent.TimeUnit;

/** Claims until there is a ticket. */
record Claim(User user, RequestTemplate request, Agenda agenda) implements Step {

    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public void write(ByteBuf out) {
        request.write(out, user.token());
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        if (!(ToldReader.read(answer) instanceof Told.Queued)) {
            agenda.addAt(nowNanos + AGAIN_NANOS, this);
        }
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        agenda.addAt(nowNanos + AGAIN_NANOS, this);
    }
}
