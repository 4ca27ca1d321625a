package io.couponrush.system.overload;

import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.measure.Latency;
import io.couponrush.system.spike.Tally;

import org.HdrHistogram.Histogram;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The users of one load on one coupon, and what they were told. Used by the load's thread. */
final class Crowd {

    /** A request is as long as one with a token, which here would take minutes to mint. */
    private static final int AS_LONG_AS_A_TOKEN = 650;

    /** As {@code rush.claim.answer-within}: who waits longer was not served in time. */
    private static final long IN_TIME_NANOS = TimeUnit.SECONDS.toNanos(2);

    final Map<String, Long> answers = new TreeMap<>();
    final Histogram accepted = Latency.histogram();
    final Histogram refused = Latency.histogram();
    final Histogram sentLate = Latency.histogram();

    private final RequestTemplate claim;
    private final RequestTemplate ticket;
    private final List<Claimer> claimers = new ArrayList<>();
    private long nextUser;
    private long startNanos;
    private long endNanos;
    private Agenda agenda = new Agenda();
    private boolean closedLoop;

    Crowd(URI gateway, long couponId, long firstUser) {
        String path = "/api/v3/me/coupons/" + couponId;
        this.claim =
                RequestTemplate.withUserId("POST", gateway, path + "/issue", AS_LONG_AS_A_TOKEN);
        this.ticket =
                RequestTemplate.withUserId("GET", gateway, path + "/ticket", AS_LONG_AS_A_TOKEN);
        this.nextUser = firstUser;
    }

    /** Claims come evenly, however fast they are answered. */
    Agenda offer(double perSecond, Duration time) {
        begin(time);
        long count = Math.round(perSecond * time.toNanos() / 1e9);
        for (long i = 0; i < count; i++) {
            Claimer claimer = next(startNanos + Math.round(i * 1e9 / perSecond));
            agenda.addAt(claimer.dueNanos(), claimer);
        }
        return agenda;
    }

    /** So many users at a time; who is answered makes room for the next. */
    Agenda closedLoop(int users, Duration time) {
        begin(time);
        closedLoop = true;
        for (int i = 0; i < users; i++) {
            agenda.add(next(startNanos));
        }
        return agenda;
    }

    private void begin(Duration time) {
        startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        endNanos = startNanos + time.toNanos();
    }

    private Claimer next(long dueNanos) {
        Claimer claimer = new Claimer(nextUser++, dueNanos, this);
        claimers.add(claimer);
        return claimer;
    }

    /** Those who have not heard the end look at their tickets. */
    Agenda lookAtTickets() {
        agenda = new Agenda();
        for (Claimer claimer : claimers) {
            if (claimer.hasMoreToHear()) {
                claimer.lookAtTicket();
                agenda.add(claimer);
            }
        }
        return agenda;
    }

    RequestTemplate template(Call call) {
        return call == Call.CLAIM ? claim : ticket;
    }

    void again(Claimer claimer, long nowNanos) {
        agenda.addAt(nowNanos + TimeUnit.SECONDS.toNanos(1), claimer);
    }

    void heard(Claimer claimer, Exchange exchange) {
        if (closedLoop) {
            claimer.dueAt(exchange.sentNanos());
        }
        Latency.record(sentLate, Math.max(0, exchange.sentNanos() - claimer.dueNanos()));
        answers.merge(Tally.kind(exchange.told()), 1L, Long::sum);
        long took = Math.max(0, exchange.answeredNanos() - claimer.dueNanos());
        if (exchange.told() instanceof Queued) {
            Latency.record(accepted, took);
        } else if (exchange.told() instanceof TryLater) {
            Latency.record(refused, took);
        }
        if (closedLoop && exchange.answeredNanos() < endNanos) {
            agenda.add(next(exchange.answeredNanos()));
        }
    }

    /** Claims answered 202 in time that became rows, a second, after the run-in. */
    double goodput() {
        long from = startNanos + OverloadOptions.RUN_IN.toNanos();
        long good =
                claimers.stream()
                        .filter(claimer -> claimer.isGood(IN_TIME_NANOS))
                        .map(Claimer::claim)
                        .filter(
                                claim ->
                                        claim != null
                                                && claim.answeredNanos() >= from
                                                && claim.answeredNanos() < endNanos)
                        .count();
        return good / ((endNanos - from) / 1e9);
    }

    long claims() {
        return claimers.size();
    }

    List<UserHistory> histories() {
        return claimers.stream()
                .filter(claimer -> claimer.claim() != null)
                .map(Claimer::history)
                .toList();
    }
}
