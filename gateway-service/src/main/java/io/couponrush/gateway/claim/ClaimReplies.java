package io.couponrush.gateway.claim;

import io.couponrush.gateway.edge.ComeBack;
import io.couponrush.gateway.edge.JsonReply;
import io.couponrush.gateway.edge.Problem;
import io.couponrush.gateway.edge.ProblemCode;
import io.couponrush.gateway.edge.RetryAfter;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.meters.GatewayMeters.Answer;
import io.couponrush.gateway.pulse.CouponTally;
import io.couponrush.gateway.ticket.SettleRate;
import io.couponrush.gateway.ticket.TicketState;
import io.couponrush.gateway.ticket.TicketView;

import org.springframework.http.HttpHeaders;

import java.time.Duration;

/** Turns what became of a claim into an answer, and counts it. */
final class ClaimReplies {

    private static final JsonReply NOT_FOUND =
            Problem.of(ProblemCode.COUPON_NOT_FOUND, "There is no such coupon.").reply();
    private static final JsonReply CLOSED =
            Problem.of(ProblemCode.CLOSED, "This coupon is no longer given out.").reply();
    private static final JsonReply EXPIRED =
            Problem.of(
                            ProblemCode.CLOSED,
                            "This coupon is no longer given out, and its tickets have expired. What"
                                    + " you were given stands at GET /api/v1/me/coupons.")
                    .reply();
    private static final JsonReply SOLD_OUT =
            Problem.of(ProblemCode.SOLD_OUT, "All coupons are taken.").reply();
    private static final ComeBack PAUSED =
            new ComeBack(
                    Problem.of(ProblemCode.PAUSED, "This coupon is paused. Come back later."),
                    5,
                    20);
    private static final ComeBack UNAVAILABLE =
            new ComeBack(
                    Problem.of(
                            ProblemCode.ADMISSION_UNAVAILABLE,
                            "Claims cannot be decided now. Ask again: a claim never counts twice."),
                    1,
                    5);
    private static final ComeBack UNCONFIRMED =
            new ComeBack(
                    Problem.of(
                            ProblemCode.HANDOFF_UNCONFIRMED,
                            "The claim is not confirmed yet. Ask again: the same ticket is kept."),
                    1,
                    3);
    static final ComeBack OVERLOADED =
            new ComeBack(
                    Problem.of(
                            ProblemCode.OVERLOADED,
                            "Too many claims at once. Nothing was decided; ask again."),
                    1,
                    5);

    private static final int LONGEST_WAIT_SECONDS = 3600;

    private final SettleRate rate;
    private final GatewayMeters meters;
    private final CouponTally tally;

    ClaimReplies(SettleRate rate, GatewayMeters meters, CouponTally tally) {
        this.rate = rate;
        this.meters = meters;
        this.tally = tally;
    }

    /**
     * @param nanos since the claim was begun
     */
    JsonReply reply(long couponId, ClaimOutcome outcome, long nanos) {
        Answer answer = answer(outcome);
        meters.claim(answer);
        tally.answered(couponId, answer, nanos);
        return reply(couponId, outcome);
    }

    private static Answer answer(ClaimOutcome outcome) {
        return switch (outcome) {
            case ClaimOutcome.Accepted _ -> Answer.ADMITTED;
            case ClaimOutcome.AcceptedAgain _, ClaimOutcome.Settled _ -> Answer.EXISTING;
            case ClaimOutcome.NotFound _ -> Answer.NOT_FOUND;
            case ClaimOutcome.NotOpen _ -> Answer.NOT_OPEN;
            case ClaimOutcome.Closed _, ClaimOutcome.Expired _ -> Answer.CLOSED;
            case ClaimOutcome.Paused _ -> Answer.PAUSED;
            case ClaimOutcome.SoldOut _ -> Answer.SOLD_OUT;
            case ClaimOutcome.Unavailable _ -> Answer.UNAVAILABLE;
            case ClaimOutcome.Unconfirmed _ -> Answer.UNCONFIRMED;
            case ClaimOutcome.Overloaded _ -> Answer.OVERLOADED;
        };
    }

    private JsonReply reply(long couponId, ClaimOutcome outcome) {
        return switch (outcome) {
            case ClaimOutcome.Accepted(TicketState.Queued ticket) -> queued(couponId, ticket);
            case ClaimOutcome.AcceptedAgain(TicketState.Queued ticket) -> queued(couponId, ticket);
            case ClaimOutcome.Settled(TicketState ticket) ->
                    JsonReply.json(200, TicketView.json(couponId, ticket, null));
            case ClaimOutcome.NotFound _ -> NOT_FOUND;
            case ClaimOutcome.NotOpen it -> notOpen(it);
            case ClaimOutcome.Closed _ -> CLOSED;
            case ClaimOutcome.Expired _ -> EXPIRED;
            case ClaimOutcome.Paused _ -> PAUSED.reply();
            case ClaimOutcome.SoldOut _ -> SOLD_OUT;
            case ClaimOutcome.Unavailable _ -> UNAVAILABLE.reply();
            case ClaimOutcome.Unconfirmed _ -> UNCONFIRMED.reply();
            case ClaimOutcome.Overloaded _ -> OVERLOADED.reply();
        };
    }

    /** Nobody expected this; whoever answers it knows nothing of claims. */
    void failed(long couponId, long nanos) {
        meters.claim(Answer.FAILED);
        tally.answered(couponId, Answer.FAILED, nanos);
    }

    private JsonReply queued(long couponId, TicketState.Queued ticket) {
        Long eta = rate.etaSeconds(couponId, ticket.ahead());
        return JsonReply.json(202, TicketView.json(couponId, ticket, eta))
                .header(HttpHeaders.LOCATION, "/api/v3/me/coupons/" + couponId + "/ticket")
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(RetryAfter.seconds(1, 3)));
    }

    /** Everybody waits for the same instant, so the spread starts there and not before. */
    private static JsonReply notOpen(ClaimOutcome.NotOpen it) {
        long wait = Duration.between(it.now(), it.opensAt()).plusMillis(999).toSeconds();
        int least = Math.clamp(wait, 1, LONGEST_WAIT_SECONDS);
        return Problem.of(ProblemCode.NOT_OPEN, "This coupon opens later. Come back then.")
                .with("opensAt", it.opensAt().toString())
                .retryAfter(RetryAfter.seconds(least, least + 2))
                .reply();
    }
}
