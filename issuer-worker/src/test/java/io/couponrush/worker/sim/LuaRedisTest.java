package io.couponrush.worker.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.support.WorkerApi;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The simulated Redis answers as a real one does: the same scripts with the same arguments, in
 * random order, on both.
 */
@IssuingTest
class LuaRedisTest {

    private static final int CALLS = 3_000;
    private static final long SEED = 20_261_121;

    @Autowired StringRedisTemplate redis;

    private final Lua lua = new Lua();
    private final Keyspace simulated = new Keyspace();
    private final Dice dice = new Dice(SEED);
    private final CouponKeys keys = CouponKeys.of(WorkerApi.newUser());

    @Test
    void bothAnswerTheSame() throws IOException {
        Map<String, String> scripts = scripts();
        String runId = runId();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < CALLS; i++) {
            Call call = any(runId);
            String script = Objects.requireNonNull(scripts.get(call.script), call.script);
            Object there = real(script, call);
            Object here =
                    lua.run(
                            script,
                            call.keys,
                            call.arguments.toArray(),
                            simulated,
                            System.currentTimeMillis(),
                            runId);
            assertThat(timeless(here))
                    .as("call %s of seed %s: %s", i, SEED, call)
                    .isEqualTo(timeless(there));
            outcomes.merge(call.script + " " + timeless(here), 1, Integer::sum);
        }
        assertThat(outcomes).as("many different answers").hasSizeGreaterThan(60);
    }

    private record Call(String script, List<String> keys, List<String> arguments) {}

    private Call any(String runId) {
        String user = "" + dice.between(1, 6);
        String sequence = "" + dice.between(1, 7);
        String epoch = "" + dice.between(1, 4);
        String expires = "" + (System.currentTimeMillis() / 60_000 * 60_000 + 3_600_000);
        List<String> all = keys.all();
        return switch (dice.below(16)) {
            case 0, 1, 2, 3 ->
                    new Call(
                            "admission",
                            all,
                            dice.oneIn(5)
                                    ? List.of(user, runId, "0", "direct")
                                    : List.of(
                                            user, dice.oneIn(2) ? "" : runId, "" + dice.below(2)));
            case 4 -> {
                int version = dice.between(1, 4);
                yield new Call(
                        "write-gate",
                        all,
                        List.of(
                                List.of("", runId, "another").get(dice.below(3)),
                                "" + version,
                                "" + (4 + version / 3), // a later version never lowers it
                                "0",
                                expires,
                                "OPEN",
                                expires,
                                "0",
                                "" + dice.between(1, 3)));
            }
            case 5, 6 -> settle(user, sequence, epoch, expires);
            case 7 -> new Call("look-gate", all.subList(0, 6), List.of());
            case 8 ->
                    new Call(
                            "take-overdue",
                            List.of(keys.gate(), keys.pending(), keys.direct()),
                            List.of("" + dice.below(3), "9", "" + dice.between(1, 3)));
            case 9 ->
                    new Call(
                            "discard",
                            List.of(
                                    keys.gate(),
                                    keys.tickets(),
                                    keys.rejected(),
                                    keys.failed(),
                                    keys.returned(),
                                    keys.pending(),
                                    keys.direct()),
                            List.of(
                                    user,
                                    sequence,
                                    "DISCARDED",
                                    "0",
                                    "" + dice.below(2),
                                    dice.oneIn(2) ? "ASK" : "FORBIDDEN"));
            case 10 ->
                    new Call(
                            "mark-replay",
                            List.of(keys.gate(), keys.tickets(), keys.rejected(), keys.failed()),
                            List.of(user, sequence, "" + dice.below(2)));
            case 11 ->
                    new Call(
                            "return-slot",
                            List.of(
                                    keys.gate(),
                                    keys.tickets(),
                                    keys.pending(),
                                    keys.returned(),
                                    keys.direct()),
                            List.of(user, sequence, "0"));
            case 12 ->
                    new Call(
                            "read-books",
                            List.of(
                                    keys.gate(),
                                    keys.pending(),
                                    keys.rejected(),
                                    keys.failed(),
                                    keys.returned()),
                            List.of());
            default -> rebuild(user, sequence, expires);
        };
    }

    private Call settle(String user, String sequence, String epoch, String expires) {
        return new Call(
                "settle",
                List.of(
                        keys.gate(),
                        keys.pending(),
                        keys.rejected(),
                        keys.failed(),
                        keys.direct(),
                        keys.tickets(),
                        keys.returned()),
                switch (dice.below(5)) {
                    case 0 -> List.of(expires, "0", "0", "0", "1", user, sequence, "0", "0", "0");
                    case 1 -> List.of(expires, "0", "0", "0", "0", "1", user, sequence, "0", "0");
                    case 2 ->
                            List.of(
                                    expires,
                                    epoch,
                                    "0",
                                    "0",
                                    "0",
                                    "0",
                                    "1",
                                    user,
                                    sequence,
                                    dice.oneIn(2) ? "SOLD_OUT" : "DISCARDED",
                                    "0");
                    case 3 -> List.of(expires, "0", "2", "0", "1", user, sequence, "0", "0", "0");
                    default ->
                            List.of(
                                    expires, "0", "0", "0", "0", "0", "0", "1", user, sequence,
                                    "POISON");
                });
    }

    private long attempt = 1;

    private Call rebuild(String user, String sequence, String expires) {
        String now = Long.toString(attempt);
        return switch (dice.below(6)) {
            case 0 ->
                    new Call(
                            "close-gate",
                            List.of(keys.gate()),
                            List.of(Long.toString(dice.oneIn(2) ? ++attempt : attempt), expires));
            case 1 -> new Call("clear-keys", keys.all(), List.of(now));
            case 2, 3 ->
                    new Call(
                            "load-claims",
                            List.of(
                                    keys.gate(),
                                    keys.tickets(),
                                    keys.rejected(),
                                    keys.failed(),
                                    keys.returned()),
                            List.of(
                                    now,
                                    user,
                                    sequence,
                                    List.of(
                                                    "ISSUED",
                                                    "ELSEWHERE",
                                                    "REJECTED",
                                                    "DISCARDED",
                                                    "FAILED")
                                            .get(dice.below(5)),
                                    "WHY"));
            case 4 ->
                    new Call(
                            "load-slots",
                            List.of(keys.gate(), keys.returned()),
                            List.of(now, sequence, "" + dice.between(1, 7)));
            default ->
                    new Call(
                            "open-gate",
                            keys.all(),
                            List.of(now, "2", "1", "4", "0", expires, "OPEN", expires));
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the product's own scripts all answer lists
    private @Nullable Object real(String script, Call call) {
        return redis.execute(
                (RedisScript) RedisScript.of(script, List.class),
                call.keys,
                call.arguments.toArray());
    }

    /** Numbers are texts here, as for the product; what is a time of day is left out. */
    private static List<String> timeless(@Nullable Object reply) {
        List<String> texts = new ArrayList<>();
        for (Object item : (List<?>) Objects.requireNonNull(reply)) {
            String text = String.valueOf(item);
            texts.add(
                    text.length() == 13 && text.chars().allMatch(Character::isDigit) ? "T" : text);
        }
        return texts;
    }

    private static Map<String, String> scripts() throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        for (var file :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:io/couponrush/**/*.lua")) {
            scripts.put(
                    Objects.requireNonNull(file.getFilename()).replace(".lua", ""),
                    file.getContentAsString(UTF_8));
        }
        return scripts;
    }

    private String runId() {
        Properties info =
                redis.execute(
                        (RedisCallback<Properties>)
                                connection -> connection.serverCommands().info("server"));
        return Objects.requireNonNull(Objects.requireNonNull(info).getProperty("run_id"));
    }
}
