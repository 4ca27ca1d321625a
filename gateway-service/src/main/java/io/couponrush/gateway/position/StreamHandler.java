package io.couponrush.gateway.position;

import static io.couponrush.gateway.edge.ProblemCode.OVERLOADED;
import static io.couponrush.gateway.edge.ProblemCode.RATE_LIMITED;

import io.couponrush.gateway.edge.ComeBack;
import io.couponrush.gateway.edge.EventStreams;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.PathIds;
import io.couponrush.gateway.edge.Problem;
import io.couponrush.gateway.redis.RedisUnavailableException;
import io.couponrush.gateway.security.CurrentUser;
import io.couponrush.gateway.ticket.SettleRate;
import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.gateway.ticket.TicketView;

import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tickets as server-sent events. */
final class StreamHandler {

    private static final ComeBack TOO_MANY =
            new ComeBack(
                    Problem.of(
                            OVERLOADED,
                            "No stream is free. Ask GET …/ticket meanwhile, it tells the same."),
                    5,
                    20);
    private static final ComeBack TOO_MANY_OF_THIS_USER =
            new ComeBack(
                    Problem.of(RATE_LIMITED, "Close a stream of yours before opening another."),
                    5,
                    20);

    private final OpenStreams streams;
    private final TicketReader tickets;
    private final TicketReplies replies;
    private final SettleRate rates;
    private final StreamProperties properties;

    StreamHandler(
            OpenStreams streams,
            TicketReader tickets,
            TicketReplies replies,
            SettleRate rates,
            StreamProperties properties) {
        this.streams = streams;
        this.tickets = tickets;
        this.replies = replies;
        this.rates = rates;
        this.properties = properties;
    }

    Mono<ServerResponse> stream(ServerRequest request) {
        long couponId = PathIds.couponId(request);
        if (couponId == PathIds.INVALID) {
            return Mono.just(PathIds.invalidCouponId());
        }
        if (!EventStreams.isAccepted(request)) {
            return Mono.error(EventStreams.notAcceptable());
        }
        String resumedFrom = request.headers().firstHeader("Last-Event-ID");
        return switch (streams.open(couponId, CurrentUser.id(request), resumedFrom)) {
            case OpenStreams.Opening.Opened(TicketStream stream) -> begin(stream);
            case OpenStreams.Opening.TooMany _ -> Mono.just(TOO_MANY.reply());
            case OpenStreams.Opening.TooManyOfThisUser _ ->
                    Mono.just(TOO_MANY_OF_THIS_USER.reply());
        };
    }

    /** Open first, look then: a result that comes in between is not missed. */
    private Mono<ServerResponse> begin(TicketStream stream) {
        return tickets.read(stream.couponId(), stream.userId())
                .flatMap(lookup -> answer(stream, lookup))
                .onErrorResume(
                        RedisUnavailableException.class, _ -> refuse(stream, replies.unavailable()))
                .doOnError(_ -> streams.close(stream))
                .doOnCancel(() -> streams.close(stream));
    }

    private Mono<ServerResponse> answer(TicketStream stream, TicketLookup lookup) {
        return switch (lookup) {
            case TicketLookup.Found(TicketState state, String _) -> {
                stream.offer(state);
                yield stream.hasNothingToSay()
                        ? refuse(stream, JsonReply.empty(HttpStatus.NO_CONTENT.value()))
                        : follow(stream);
            }
            case TicketLookup.NoTicket _ -> refuse(stream, replies.noTicket());
            case TicketLookup.NoGate _ -> refuse(stream, replies.noGate(stream.couponId()));
        };
    }

    private Mono<ServerResponse> refuse(TicketStream stream, JsonReply reply) {
        streams.close(stream);
        return Mono.just(reply);
    }

    private Mono<ServerResponse> follow(TicketStream stream) {
        return EventStreams.answer(events(stream));
    }

    private Flux<ServerSentEvent<String>> events(TicketStream stream) {
        Flux<ServerSentEvent<String>> news =
                stream.states()
                        .onBackpressureLatest() // a slow client misses positions, never the end
                        .map(state -> event(stream.couponId(), state));
        return Flux.merge(
                        1, // one in hand, not a row of old positions
                        news,
                        comments().takeUntilOther(stream.whenEnded()))
                .startWith(EventStreams.greeting())
                .take(properties.maxAge())
                .doFinally(_ -> streams.close(stream));
    }

    private ServerSentEvent<String> event(long couponId, TicketState state) {
        Long eta =
                state instanceof TicketState.Queued(long _, long ahead)
                        ? rates.etaSeconds(couponId, ahead)
                        : null;
        return ServerSentEvent.<String>builder()
                .id(TicketTag.of(state))
                .event("ticket")
                .data(TicketView.text(couponId, state, eta))
                .build();
    }

    private Flux<ServerSentEvent<String>> comments() {
        ServerSentEvent<String> alive = ServerSentEvent.<String>builder().comment("").build();
        return Flux.interval(properties.heartbeat()).onBackpressureDrop().map(_ -> alive);
    }
}
