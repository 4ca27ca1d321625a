package io.couponrush.system.drill;

import io.couponrush.system.console.Progress;
import io.couponrush.system.drill.Drill.Crowding;
import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.spike.Witness;
import io.couponrush.system.token.Users.User;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The users of a round, who come at times drawn from its seed. Used by the load's thread. */
final class DrillCrowd {

    /** Percent of the users. */
    private static final int IMPATIENT = 10;

    final Agenda agenda;
    private final List<RequestTemplate> claims;
    private final List<RequestTemplate> tickets;
    private final List<DrillUser> users = new ArrayList<>();
    private final Witness witness;
    private final Progress progress;
    private final AtomicLong answers = new AtomicLong();
    private long finished;

    /**
     * @param arrivals how long they keep coming
     * @param startNanos when the first may come
     */
    DrillCrowd(
            List<URI> gateways,
            long couponId,
            Crowding size,
            Duration arrivals,
            List<User> people,
            RandomGenerator random,
            long startNanos,
            Witness witness,
            Progress progress) {
        String path = "/api/v3/me/coupons/" + couponId;
        claims = templates("POST", gateways, path + "/issue");
        tickets = templates("GET", gateways, path + "/ticket");
        agenda = new Agenda(gateways.size());
        this.witness = witness;
        this.progress = progress;
        for (User person : people) {
            DrillUser user =
                    new DrillUser(
                            person,
                            random.nextInt(gateways.size()),
                            random.nextInt(100) < size.leavers(),
                            random.nextInt(100) < IMPATIENT,
                            this);
            users.add(user);
            agenda.addAt(startNanos + random.nextLong(arrivals.toNanos()), user);
        }
    }

    /** More people, who come at once. */
    void late(List<User> people) {
        for (User person : people) {
            DrillUser user = new DrillUser(person, users.size() % gateways(), false, false, this);
            users.add(user);
            agenda.add(user);
        }
    }

    private static List<RequestTemplate> templates(String method, List<URI> gateways, String path) {
        return gateways.stream()
                .map(gateway -> RequestTemplate.withToken(method, gateway, path))
                .toList();
    }

    int gateways() {
        return claims.size();
    }

    RequestTemplate request(Call call, int gateway) {
        return (call == Call.CLAIM ? claims : tickets).get(gateway);
    }

    void heard(DrillUser user, Exchange exchange) {
        answers.incrementAndGet();
        if (exchange.told() instanceof Issued) {
            witness.toldIssued(user.id());
        }
    }

    void left() {
        progress.reached(++finished);
    }

    /** Answers of all kinds so far, and requests that got none; for any thread. */
    long answers() {
        return answers.get();
    }

    /** What each user asked and was told; who was never served is left out. */
    List<UserHistory> histories() {
        return users.stream()
                .filter(user -> !user.exchanges().isEmpty())
                .map(user -> new UserHistory(user.id(), user.exchanges()))
                .toList();
    }
}
