package io.couponrush.system.spike;

import io.couponrush.system.console.Progress;
import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.token.Users.User;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The users of a spike and what they have in common. Used by the load's thread. */
final class Crowd {

    /** How often the words behind the bar change: each 200th answer. */
    private static final int WORDS_EVERY = 200;

    final Agenda agenda = new Agenda();
    final RequestTemplate ticket;
    final Tally tally = new Tally();
    private final List<ClaimingUser> users = new ArrayList<>();
    private final Witness witness;
    private final Progress progress;
    private long finished;
    private long issued;
    private long answers;

    /**
     * @param roads taken in turn: the first by the first user, and so on
     */
    Crowd(
            URI gateway,
            long couponId,
            List<User> users,
            List<String> roads,
            Witness witness,
            Progress progress) {
        List<RequestTemplate> claims =
                roads.stream()
                        .map(road -> "/api/" + road + "/me/coupons/" + couponId + "/issue")
                        .map(path -> RequestTemplate.withToken("POST", gateway, path))
                        .toList();
        this.ticket =
                RequestTemplate.withToken(
                        "GET", gateway, "/api/v3/me/coupons/" + couponId + "/ticket");
        this.witness = witness;
        this.progress = progress;
        for (User user : users) {
            RequestTemplate claim = claims.get(this.users.size() % claims.size());
            ClaimingUser claiming = new ClaimingUser(user, claim, this);
            this.users.add(claiming);
            agenda.add(claiming);
        }
    }

    void heard(ClaimingUser user, Exchange exchange) {
        tally.add(exchange);
        if (exchange.told() instanceof Issued || exchange.told() instanceof Owned) {
            issued++;
            witness.toldIssued(user.id());
        }
        if (++answers % WORDS_EVERY == 0) {
            progress.note(String.format(Locale.ROOT, "%,d answers, %,d issued", answers, issued));
        }
    }

    void left() {
        progress.reached(++finished);
    }

    /** What each user asked and was told; users who were never served are left out. */
    List<UserHistory> histories() {
        return users.stream()
                .filter(user -> !user.exchanges().isEmpty())
                .map(user -> new UserHistory(user.id(), user.exchanges()))
                .toList();
    }
}
