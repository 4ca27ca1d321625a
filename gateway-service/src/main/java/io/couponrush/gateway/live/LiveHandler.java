package io.couponrush.gateway.live;

import static io.couponrush.gateway.edge.ProblemCode.COUPON_NOT_FOUND;
import static io.couponrush.gateway.edge.ProblemCode.OVERLOADED;
import static io.couponrush.gateway.edge.ProblemCode.UPSTREAM_UNAVAILABLE;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.edge.ComeBack;
import io.couponrush.gateway.edge.EventStreams;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.PathIds;
import io.couponrush.gateway.edge.Problem;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** {@code GET /api/v3/admin/coupons/{couponId}/live}. */
final class LiveHandler {

    private static final JsonReply NO_COUPON =
            Problem.of(COUPON_NOT_FOUND, "There is no such coupon.").reply();
    private static final ComeBack NO_CATALOGUE =
            new ComeBack(
                    Problem.of(UPSTREAM_UNAVAILABLE, "This gateway has just begun. Come back."),
                    1,
                    5);
    private static final ComeBack TOO_MANY =
            new ComeBack(Problem.of(OVERLOADED, "Too many look already. Come back later."), 5, 20);

    private final LiveViews views;
    private final Catalogue catalogue;
    private final Duration maxAge;

    LiveHandler(LiveViews views, Catalogue catalogue, Duration maxAge) {
        this.views = views;
        this.catalogue = catalogue;
        this.maxAge = maxAge;
    }

    Mono<ServerResponse> live(ServerRequest request) {
        long couponId = PathIds.couponId(request);
        if (couponId == PathIds.INVALID) {
            return Mono.just(PathIds.invalidCouponId());
        }
        if (!EventStreams.isAccepted(request)) {
            return Mono.error(EventStreams.notAcceptable());
        }
        if (catalogue.find(couponId) == null) {
            return Mono.just(catalogue.isComplete() ? NO_COUPON : NO_CATALOGUE.reply());
        }
        LiveView view = views.open(couponId);
        return view == null ? Mono.just(TOO_MANY.reply()) : follow(view);
    }

    /** A client that hangs up before its answer begins is let go when its queue is full. */
    private Mono<ServerResponse> follow(LiveView view) {
        return EventStreams.answer(
                view.events()
                        .startWith(EventStreams.greeting())
                        .take(maxAge)
                        .doFinally(_ -> views.close(view)));
    }
}
