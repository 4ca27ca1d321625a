package io.couponrush.system.drill;

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
import io.couponrush.system.load.Step;
import io.couponrush.system.spike.ToldReader;
import io.couponrush.system.token.Users.User;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Behaves like a decent client: comes back when it was told to, tries another gateway when one
 * doesn't answer, and follows its ticket to the end.
 */
final class DrillUser implements Step {

    /** Nobody here waits longer than this, whatever is asked: a drill wants to be over. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Without the port, so that such answers can be counted. */
    static final String REFUSED = "connection refused";

    private static final Duration UNTOLD = Duration.ofMillis(300);

    private final User user;
    private boolean leaver;
    private boolean impatient;
    private final DrillCrowd crowd;
    private final List<Exchange> exchanges = new ArrayList<>();
    private int gateway;
    private Call asking = Call.CLAIM;

    /**
     * @param leaver goes away for good at the first lost answer, unless told of a ticket before
     * @param impatient presses the button once more when it has a ticket
     */
    DrillUser(User user, int gateway, boolean leaver, boolean impatient, DrillCrowd crowd) {
        this.user = user;
        this.gateway = gateway;
        this.leaver = leaver;
        this.impatient = impatient;
        this.crowd = crowd;
    }

    long id() {
        return user.id();
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    @Override
    public int lane() {
        return gateway;
    }

    @Override
    public void write(ByteBuf out) {
        crowd.request(asking, gateway).write(out, user.token());
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        heard(sentNanos, nowNanos, ToldReader.read(answer), answer.retryAfter());
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        String what = why.contains("refused") ? REFUSED : why;
        heard(sentNanos, nowNanos, new Nothing(what), null);
    }

    private void heard(long sent, long now, Told told, @Nullable Duration retryAfter) {
        Exchange exchange = new Exchange(asking, sent, now, told);
        exchanges.add(exchange);
        crowd.heard(this, exchange);
        switch (told) {
            case Queued _ -> {
                leaver = false; // who knows of the ticket wants to hear the end
                asking = impatient ? Call.CLAIM : Call.TICKET;
                impatient = false;
                again(now, retryAfter);
            }
            case TryLater _ -> {
                elsewhere();
                again(now, retryAfter);
            }
            case Nothing _ -> {
                if (leaver && asking == Call.CLAIM) {
                    crowd.left();
                } else {
                    elsewhere();
                    again(now, retryAfter);
                }
            }
            case Issued _, Owned _, Rejected _, Failed _, Refused _ -> crowd.left();
        }
    }

    private void elsewhere() {
        gateway = (gateway + 1) % crowd.gateways();
    }

    private void again(long now, @Nullable Duration asked) {
        Duration wait = asked == null ? UNTOLD : asked;
        crowd.agenda.addAt(now + (wait.compareTo(LONGEST) < 0 ? wait : LONGEST).toNanos(), this);
    }
}
