package io.couponrush.system.spike;

import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.load.Answer;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.load.Step;
import io.couponrush.system.token.Users.User;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Claims once, comes back when told to, and follows the ticket to its end. */
final class ClaimingUser implements Step {

    /** A user who is sent away more often than this gives up. */
    private static final int TRIES = 30;

    /** A spike wants to know the end, so nobody waits longer than this, whatever is asked. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final Duration UNTOLD = Duration.ofSeconds(1);

    private final User user;
    private final RequestTemplate claim;
    private final Crowd crowd;
    private final List<Exchange> exchanges = new ArrayList<>(2);
    private Call asking = Call.CLAIM;
    private int sentAway;

    /**
     * @param claim by the user's road
     */
    ClaimingUser(User user, RequestTemplate claim, Crowd crowd) {
        this.user = user;
        this.claim = claim;
        this.crowd = crowd;
    }

    long id() {
        return user.id();
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    @Override
    public void write(ByteBuf out) {
        (asking == Call.CLAIM ? claim : crowd.ticket).write(out, user.token());
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        heard(sentNanos, nowNanos, ToldReader.read(answer), answer.retryAfter());
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        heard(sentNanos, nowNanos, new Nothing(why), null);
    }

    private void heard(long sent, long now, Told told, @Nullable Duration retryAfter) {
        Exchange exchange = new Exchange(asking, sent, now, told);
        exchanges.add(exchange);
        crowd.heard(this, exchange);
        Duration asked = retryAfter == null ? UNTOLD : retryAfter;
        switch (told) {
            case Queued _ -> {
                asking = Call.TICKET;
                again(now, asked, LONGEST_POLL);
            }
            case TryLater _, Nothing _ -> {
                if (++sentAway < TRIES) {
                    again(now, asked, LONGEST_RETRY);
                } else {
                    crowd.left();
                }
            }
            case Issued _, Owned _, Rejected _, Failed _, Refused _ -> crowd.left();
        }
    }

    private void again(long now, Duration asked, Duration longest) {
        Duration wait = asked.compareTo(longest) < 0 ? asked : longest;
        crowd.agenda.addAt(now + wait.toNanos(), this);
    }
}
