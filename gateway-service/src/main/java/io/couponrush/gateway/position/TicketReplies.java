package io.couponrush.gateway.position;

import static io.couponrush.gateway.edge.ProblemCode.ADMISSION_UNAVAILABLE;
import static io.couponrush.gateway.edge.ProblemCode.COUPON_NOT_FOUND;
import static io.couponrush.gateway.edge.ProblemCode.TICKET_EXPIRED;
import static io.couponrush.gateway.edge.ProblemCode.TICKET_NOT_FOUND;

import io.couponrush.events.CouponAnnounced;
import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.catalogue.Retention;
import io.couponrush.gateway.edge.ComeBack;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.Problem;

/** What is answered where there is no ticket and no progress to show. */
final class TicketReplies {

    private static final JsonReply NO_TICKET =
            Problem.of(TICKET_NOT_FOUND, "Claim the coupon first.").reply();
    private static final JsonReply NO_COUPON =
            Problem.of(COUPON_NOT_FOUND, "Look at GET /api/v1/coupons for what is on offer.")
                    .reply();
    private static final JsonReply EXPIRED =
            Problem.of(
                            TICKET_EXPIRED,
                            "The coupon closed long ago. What you were given stands at"
                                    + " GET /api/v1/me/coupons.")
                    .reply();
    private static final ComeBack REBUILDING =
            new ComeBack(
                    Problem.of(
                                    ADMISSION_UNAVAILABLE,
                                    "This coupon's gate is being rebuilt, and nothing is lost. Ask"
                                            + " again in a moment.")
                            .with("couponState", "REBUILDING"),
                    1,
                    5);
    private static final ComeBack UNAVAILABLE =
            new ComeBack(
                    Problem.of(
                            ADMISSION_UNAVAILABLE,
                            "It cannot be told now, and nothing is lost. Ask again in a moment."),
                    1,
                    5);

    private final Catalogue catalogue;
    private final Retention retention;

    TicketReplies(Catalogue catalogue, Retention retention) {
        this.catalogue = catalogue;
        this.retention = retention;
    }

    JsonReply noTicket() {
        return NO_TICKET;
    }

    JsonReply unavailable() {
        return UNAVAILABLE.reply();
    }

    /** Whether the coupon's gate has expired: nobody needs to look for it. */
    boolean isOver(CouponAnnounced coupon) {
        return retention.isOver(coupon);
    }

    /**
     * After a loss of Redis a coupon that exists has no gate until it is rebuilt; after its
     * retention it has none for good. That a coupon is unknown means something only once the whole
     * catalogue has been read.
     */
    JsonReply noGate(long couponId) {
        CouponAnnounced coupon = catalogue.find(couponId);
        if (coupon == null) {
            return catalogue.isComplete() ? NO_COUPON : UNAVAILABLE.reply();
        }
        return retention.isOver(coupon) ? EXPIRED : REBUILDING.reply();
    }
}
