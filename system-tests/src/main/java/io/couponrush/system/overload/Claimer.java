package io.couponrush.system.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.load.Answer;
import io.couponrush.system.load.Step;
import io.couponrush.system.spike.ToldReader;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A user who claims once and does not come back when sent away: somebody new comes instead, so that
 * the load stays what it is. Looks at the ticket when all is over.
 */
final class Claimer implements Step {

    private static final int MOST_LOOKS = 30;

    private final long user;
    private final Crowd crowd;
    private final List<Exchange> exchanges = new ArrayList<>(2);
    private Call asking = Call.CLAIM;

    /** When the claim should have been sent, whenever a connection was free for it. */
    private long dueNanos;

    Claimer(long user, long dueNanos, Crowd crowd) {
        this.user = user;
        this.dueNanos = dueNanos;
        this.crowd = crowd;
    }

    @Override
    public void write(ByteBuf out) {
        crowd.template(asking).write(out, Long.toString(user).getBytes(US_ASCII));
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        heard(sentNanos, nowNanos, ToldReader.read(answer));
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        heard(sentNanos, nowNanos, new Nothing(why));
    }

    private void heard(long sent, long now, Told told) {
        exchanges.add(new Exchange(asking, sent, now, told));
        if (asking == Call.CLAIM) {
            crowd.heard(this, exchanges.getLast());
        } else if (hasMoreToHear() && exchanges.size() < MOST_LOOKS) {
            crowd.again(this, now);
        }
    }

    /** The end is still to be told, or whether there is a ticket at all. */
    boolean hasMoreToHear() {
        return !exchanges.isEmpty()
                && switch (exchanges.getLast().told()) {
                    case Queued _, Nothing _ -> true;
                    case TryLater later -> !later.code().equals("OVERLOADED");
                    case Told _ -> false;
                };
    }

    void lookAtTicket() {
        asking = Call.TICKET;
    }

    long dueNanos() {
        return dueNanos;
    }

    void dueAt(long nanos) {
        dueNanos = nanos;
    }

    /** The answer to the claim; null if it was never sent. */
    @Nullable Exchange claim() {
        return exchanges.isEmpty() ? null : exchanges.getFirst();
    }

    /** Had the ticket within this time, and it became a row. */
    boolean isGood(long withinNanos) {
        Exchange claim = claim();
        return claim != null
                && claim.told() instanceof Queued
                && claim.answeredNanos() - dueNanos <= withinNanos
                && exchanges.getLast().told() instanceof Issued;
    }

    UserHistory history() {
        return new UserHistory(user, exchanges);
    }
}
