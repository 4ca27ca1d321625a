package io.couponrush.system.drill;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.couponrush.system.guarantee.DatabaseDump.Row;
import io.couponrush.system.guarantee.Exchange;
import io.couponrush.system.guarantee.Exchange.Call;
import io.couponrush.system.guarantee.GuaranteeSuite;
import io.couponrush.system.guarantee.Observation;
import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.UserHistory;
import io.couponrush.system.spike.SpikeReport.Finding;
import io.couponrush.system.spike.Tally;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is said of one round, from what people heard and what the stores hold. */
final class Verdict {

    private final Drill drill;
    private final long seed;
    private final Stage stage;
    private final boolean brief;
    private final Path histories;

    Verdict(Drill drill, long seed, Stage stage, boolean brief, Path histories) {
        this.drill = drill;
        this.seed = seed;
        this.stage = stage;
        this.brief = brief;
        this.histories = histories;
    }

    /**
     * @param trouble why the round could not be judged as planned, null if it could
     */
    RoundResult of(Observation seen, @Nullable String trouble) {
        List<Finding> promises = GuaranteeSuite.check(seen).stream().map(Finding::of).toList();
        boolean held = trouble == null && promises.stream().allMatch(Finding::held);
        return result(
                seen.users().stream()
                        .flatMap(user -> user.exchanges().stream())
                        .filter(exchange -> exchange.call() == Call.CLAIM)
                        .count(),
                answers(seen.users()),
                seen.database().rows().size(),
                promises,
                trouble,
                held ? null : HistoryFile.write(histories, drill, seed, seen, stage).toString());
    }

    /** A product that stays shut: its books can't be asked for, so that alone is the verdict. */
    RoundResult unjudged(@Nullable String trouble) {
        String silent = "the worker did not tell the coupon's books";
        String why = trouble == null ? silent : trouble + "; " + silent;
        return result(0, Map.of(), 0, List.of(), why, null);
    }

    private RoundResult result(
            long claims,
            Map<String, Long> answers,
            long rows,
            List<Finding> promises,
            @Nullable String trouble,
            @Nullable String historyFile) {
        return new RoundResult(
                drill.name(),
                seed,
                brief,
                stage.couponId(),
                claims,
                answers,
                rows,
                new TreeMap<>(stage.measured()),
                stage.notes(),
                promises,
                trouble,
                historyFile);
    }

    /**
     * Answers that a drill may not lose; null if none was. Who could not even connect lost nothing.
     */
    @Nullable String lost(Observation seen) {
        List<String> lost =
                seen.users().stream()
                        .flatMap(user -> user.exchanges().stream())
                        .map(Exchange::told)
                        .filter(Told.Nothing.class::isInstance)
                        .map(nothing -> ((Told.Nothing) nothing).why())
                        .filter(why -> !why.equals(DrillUser.REFUSED))
                        .toList();
        return drill.losesNoAnswer() && !lost.isEmpty()
                ? lost.size() + " requests were not answered: " + Set.copyOf(lost)
                : null;
    }

    /**
     * How long the claims took that waited longest: from the first request to the row, and from the
     * kill to the row of those who had asked before it.
     */
    void slowest(Observation seen, Instant wall, long startNanos) {
        Instant now = Instant.now();
        Map<Long, Row> rows = new HashMap<>();
        seen.database().rows().stream()
                // what a worker wrote whose clock was ahead tells no time
                .filter(row -> !row.issuedAt().isAfter(now))
                .forEach(row -> rows.put(row.userId(), row));
        long most = 0;
        long last = 0;
        for (UserHistory user : seen.users()) {
            Row row = rows.get(user.userId());
            if (row != null && user.holdsTicket()) {
                long asked = user.exchanges().getFirst().sentNanos();
                long written = startNanos + Duration.between(wall, row.issuedAt()).toNanos();
                most = Math.max(most, written - asked);
                if (asked < stage.struckNanos()) {
                    last = Math.max(last, written - stage.struckNanos());
                }
            }
        }
        stage.measure("longest from claim to row", most);
        if (stage.struckNanos() != 0) {
            stage.measure("from the kill to the last row of a claim before it", last);
        }
    }

    private static Map<String, Long> answers(List<UserHistory> users) {
        return users.stream()
                .flatMap(user -> user.exchanges().stream())
                .collect(
                        groupingBy(
                                exchange -> Tally.kind(exchange.told()), TreeMap::new, counting()));
    }
}
