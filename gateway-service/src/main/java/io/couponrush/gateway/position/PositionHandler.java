package io.couponrush.gateway.position;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.PathIds;
import io.couponrush.gateway.gate.GateWatch;
import io.couponrush.gateway.redis.RedisUnavailableException;
import io.couponrush.gateway.security.CurrentUser;
import io.couponrush.gateway.ticket.SettleRate;
import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.gateway.ticket.TicketView;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

/** Answers polls. */
final class PositionHandler {

    private static final String TICKET_CACHING = "private, no-cache";

    private final TicketReader tickets;
    private final SettleRate rates;
    private final GateWatch watch;
    private final ProgressPages pages;
    private final Catalogue catalogue;
    private final TicketReplies replies;

    PositionHandler(
            TicketReader tickets,
            SettleRate rates,
            GateWatch watch,
            ProgressPages pages,
            Catalogue catalogue,
            TicketReplies replies) {
        this.tickets = tickets;
        this.rates = rates;
        this.watch = watch;
        this.pages = pages;
        this.catalogue = catalogue;
        this.replies = replies;
    }

    /** One exact read of Redis a poll: a ticket is the user's own, nobody can share it. */
    Mono<ServerResponse> ticket(ServerRequest request) {
        long couponId = PathIds.couponId(request);
        if (couponId == PathIds.INVALID) {
            return Mono.just(PathIds.invalidCouponId());
        }
        String known = request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH);
        return tickets.read(couponId, CurrentUser.id(request))
                .map(lookup -> answer(couponId, lookup, known))
                .onErrorResume(
                        RedisUnavailableException.class, _ -> Mono.just(replies.unavailable()))
                .cast(ServerResponse.class);
    }

    private JsonReply answer(long couponId, TicketLookup lookup, @Nullable String known) {
        return switch (lookup) {
            case TicketLookup.Found it -> show(couponId, it, known);
            case TicketLookup.NoTicket _ -> replies.noTicket();
            case TicketLookup.NoGate _ -> replies.noGate(couponId);
        };
    }

    private JsonReply show(long couponId, TicketLookup.Found found, @Nullable String known) {
        TicketState state = found.state();
        Long eta = null;
        int pause = 0;
        if (state instanceof TicketState.Queued(long _, long ahead)) {
            eta = rates.etaSeconds(couponId, ahead);
            pause = PollPause.seconds(ahead, eta);
        }
        String etag = TicketTag.etag(state, found.couponState());
        JsonReply reply =
                TicketTag.matches(known, etag)
                        ? JsonReply.empty(HttpStatus.NOT_MODIFIED.value())
                        : JsonReply.json(
                                200, TicketView.json(couponId, state, eta, found.couponState()));
        reply =
                reply.header(HttpHeaders.ETAG, etag)
                        .header(HttpHeaders.CACHE_CONTROL, TICKET_CACHING);
        return pause == 0 ? reply : reply.header(HttpHeaders.RETRY_AFTER, Integer.toString(pause));
    }

    /**
     * A coupon that is unknown or long over costs no call and no place in the watch; any other is
     * answered from what the last round read.
     */
    Mono<ServerResponse> progress(ServerRequest request) {
        long couponId = PathIds.couponId(request);
        if (couponId == PathIds.INVALID) {
            return Mono.just(PathIds.invalidCouponId());
        }
        CouponAnnounced coupon = catalogue.find(couponId);
        if (coupon == null || replies.isOver(coupon)) {
            return Mono.just(replies.noGate(couponId));
        }
        return watch.snapshot(couponId)
                .map(snapshot -> pages.show(coupon, snapshot))
                .switchIfEmpty(Mono.fromSupplier(() -> replies.noGate(couponId)))
                .onErrorResume(
                        RedisUnavailableException.class, _ -> Mono.just(replies.unavailable()))
                .cast(ServerResponse.class);
    }
}
