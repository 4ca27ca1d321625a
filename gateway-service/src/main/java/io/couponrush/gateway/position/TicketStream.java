package io.couponrush.gateway.position;

import io.couponrush.gateway.ticket.TicketState;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One open stream: keeps what its client was told last, and passes on only what is news. Two
 * sources may offer at the same time, and the slower one may be late: a position that is not
 * smaller than the last one, or anything after a settled state, is no news.
 */
final class TicketStream {

    private final long couponId;
    private final long userId;
    private final @Nullable String resumedFrom;
    private final Sinks.Many<TicketState> news = Sinks.many().unicast().onBackpressureBuffer();

    private final Sinks.Empty<Void> end = Sinks.empty();

    private @Nullable TicketState told;
    private boolean silent = true;
    private boolean ended;
    private boolean followed;

    /**
     * @param resumedFrom id of the event that the client has seen last, null for a new client
     */
    TicketStream(long couponId, long userId, @Nullable String resumedFrom) {
        this.couponId = couponId;
        this.userId = userId;
        this.resumedFrom = resumedFrom;
    }

    long couponId() {
        return couponId;
    }

    long userId() {
        return userId;
    }

    synchronized void offer(TicketState state) {
        if (ended || !isNews(state)) {
            return;
        }
        boolean known = told == null && TicketTag.of(state).equals(resumedFrom);
        told = state;
        silent = silent && known;
        if (!known) {
            emitted(news.tryEmitNext(state));
        }
        if (!(state instanceof TicketState.Queued)) {
            end();
        }
    }

    private boolean isNews(TicketState state) {
        return !(state instanceof TicketState.Queued next)
                || !(told instanceof TicketState.Queued last)
                || next.sequence() != last.sequence()
                || next.ahead() < last.ahead();
    }

    /** No more news; what was offered before still gets out. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            emitted(news.tryEmitComplete());
            emitted(end.tryEmitEmpty());
        }
    }

    /** Settled, and its client has been told in an earlier stream. */
    synchronized boolean hasNothingToSay() {
        return ended && silent;
    }

    /** Whether somebody listens; a client may hang up before its stream begins. */
    synchronized boolean isFollowed() {
        return followed;
    }

    /** What was and will be offered, as far as it is news; for one subscriber. */
    Flux<TicketState> states() {
        return news.asFlux().doOnSubscribe(_ -> follow());
    }

    /** Completes when there will be no more news. */
    Mono<Void> whenEnded() {
        return end.asMono();
    }

    /** Whoever hung up misses nothing. */
    private static void emitted(Sinks.EmitResult result) {
        if (result != Sinks.EmitResult.FAIL_CANCELLED) {
            result.orThrow();
        }
    }

    private synchronized void follow() {
        followed = true;
    }
}
