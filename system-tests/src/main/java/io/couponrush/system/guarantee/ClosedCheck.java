package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told.Nothing;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.TryLater;

/** P7: nobody is admitted while nothing can be decided, and whoever is sent away knows when. */
final class ClosedCheck {

    private ClosedCheck() {}

    static Verdict failClosed(Observation seen) {
        Findings findings = new Findings(Promise.P7);
        long sentAway = 0;
        long whileClosed = 0;
        for (UserHistory user : seen.users()) {
            for (Exchange exchange : user.exchanges()) {
                if (exchange.told() instanceof TryLater later) {
                    sentAway++;
                    findings.require(
                            later.isWellFormed(),
                            () -> "user " + user.userId() + " was sent away with " + later);
                }
                if (seen.closed().stream().anyMatch(window -> window.holds(exchange))) {
                    whileClosed++;
                    findings.require(
                            !(exchange.told() instanceof Nothing),
                            () ->
                                    "user %d was told nothing while nothing could be decided: %s"
                                            .formatted(user.userId(), exchange));
                    findings.require(
                            !(exchange.call() == Call.CLAIM && exchange.told() instanceof Queued),
                            () ->
                                    "user %d was told %s while nothing could be decided"
                                            .formatted(user.userId(), exchange.told()));
                }
            }
        }
        return findings.saw("sent away", sentAway)
                .saw("answers while closed", whileClosed)
                .verdict();
    }
}
