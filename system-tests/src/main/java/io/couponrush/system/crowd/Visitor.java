package io.couponrush.system.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Opens the page, thinks, presses the button and looks at the ticket when told to. Some go away in
 * the queue; most of those come back, as somebody would: page, button, the same ticket.
 */
final class Visitor implements Step {

    private static final byte[] NAME = "rush-crowd".getBytes(US_ASCII);
    private static final Duration UNTOLD = Duration.ofSeconds(2);

    /** Who is sent away more often gives up. */
    private static final int TRIES = 20;

    private enum Doing {
        LOOKING,
        CLAIMING,
        WAITING
    }

    private final long id;
    private final CrowdedEvent event;
    private Doing doing = Doing.LOOKING;
    private boolean admitted;
    private int sentAway;
    private byte @Nullable [] token;

    Visitor(long id, CrowdedEvent event) {
        this.id = id;
        this.event = event;
    }

    @Override
    public void write(ByteBuf out) {
        switch (doing) {
            case LOOKING -> event.page.write(out, NAME);
            case CLAIMING -> event.claim.write(out, token());
            case WAITING -> event.ticket.write(out, token());
        }
    }

    /** Signed in when it is needed: a token lives a quarter of an hour. */
    private byte[] token() {
        if (token == null) {
            token = event.token(id);
        }
        return token;
    }

    @Override
    public void answered(long sentNanos, long nowNanos, Answer answer) {
        if (doing == Doing.LOOKING) {
            doing = Doing.CLAIMING;
            event.again(nowNanos, event.thinking(), this);
        } else {
            heard(nowNanos, ToldReader.read(answer), answer.retryAfter());
        }
    }

    @Override
    public void unanswered(long sentNanos, long nowNanos, String why) {
        heard(nowNanos, new Nothing(why), null);
    }

    private void heard(long now, Told told, @Nullable Duration retryAfter) {
        Duration pause = retryAfter == null ? UNTOLD : retryAfter;
        switch (told) {
            case Queued _ -> queued(now, pause);
            case TryLater _, Nothing _ -> {
                if (++sentAway < TRIES) {
                    event.again(now, pause, this);
                } else {
                    event.ended(CrowdedEvent.End.GAVE_UP);
                }
            }
            case Issued _, Owned _ -> event.ended(CrowdedEvent.End.ISSUED);
            case Rejected _, Failed _, Refused _ -> event.ended(CrowdedEvent.End.TOO_LATE);
        }
    }

    private void queued(long now, Duration pause) {
        doing = Doing.WAITING;
        if (admitted) {
            event.again(now, pause, this);
            return;
        }
        admitted = true;
        switch (event.patience()) {
            case STAYS -> event.again(now, pause, this);
            case COMES_BACK -> {
                doing = Doing.LOOKING;
                event.again(now, event.absence(), this);
            }
            case LEAVES -> event.ended(CrowdedEvent.End.LEFT);
        }
    }
}
