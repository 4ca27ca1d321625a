package io.couponrush.system.guarantee;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.DatabaseDump.Sample;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.Observation.Window;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run in which every promise is held: users 1, 2 and 3 win the three coupons in that order, user
 * 4 comes too late. A test spoils one thing and looks for the promise it breaks.
 */
final class History {

    static final long WINNERS = 3;
    static final long LOSER = 4;

    final Map<Long, List<Exchange>> users = new HashMap<>();
    final List<Row> rows = new ArrayList<>();
    final List<Sample> samples = new ArrayList<>(List.of(new Sample(0, 3), new Sample(2, 3)));
    final Map<Long, Long> tickets = new HashMap<>();
    final Set<Long> pending = new HashSet<>();
    final Map<Long, String> rejected = new HashMap<>();
    final Map<Long, String> failed = new HashMap<>();
    final List<Long> returned = new ArrayList<>();
    final Set<Long> toldTooEarly = new HashSet<>();
    final List<Window> closed = new ArrayList<>();
    long total = WINNERS;
    long counted = WINNERS;
    long epoch = 1;
    long admitted = WINNERS;
    Balance balance = new Balance(3, 3, 0, 0, 0, 0, 0, 0);

    History() {
        for (long user = 1; user <= WINNERS; user++) {
            long sent = user * 100;
            put(
                    user,
                    claim(sent, new Queued(user, user - 1)),
                    poll(sent + 1_000, new Queued(user, 0)),
                    poll(sent + 2_000, new Issued(user)));
            rows.add(row(user, user));
            tickets.put(user, user);
        }
        put(LOSER, claim(400, new Refused("SOLD_OUT")));
    }

    void put(long user, Exchange... exchanges) {
        users.put(user, new ArrayList<>(List.of(exchanges)));
    }

    void add(long user, Exchange exchange) {
        of(user).add(exchange);
    }

    List<Exchange> of(long user) {
        return users.computeIfAbsent(user, _ -> new ArrayList<>());
    }

    static Exchange claim(long sent, Told told) {
        return new Exchange(Call.CLAIM, sent, sent + 50, told);
    }

    static Exchange poll(long sent, Told told) {
        return new Exchange(Call.TICKET, sent, sent + 50, told);
    }

    static Row row(long user, long sequence) {
        return new Row(user, sequence, Instant.EPOCH);
    }

    Observation observed() {
        return new Observation(
                7,
                users.entrySet().stream()
                        .map(user -> new UserHistory(user.getKey(), user.getValue()))
                        .toList(),
                new DatabaseDump(total, counted, rows, samples),
                new RedisDump(epoch, admitted, tickets, pending, rejected, failed, returned),
                balance,
                toldTooEarly,
                WINNERS,
                closed);
    }
}
