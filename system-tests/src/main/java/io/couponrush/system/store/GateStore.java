package io.couponrush.system.store;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.couponrush.keys.CouponKeys;
import io.couponrush.system.guarantee.RedisDump;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

import java.util.Map;

/** What Redis holds for a coupon. */
public final class GateStore {

    /** In place of a user: of whom the slot is does not matter. */
    private static final String TURNED_AWAY = "away";

    private GateStore() {}

    public static RedisDump dump(String redisUri, long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        try (RedisClient client = RedisClient.create(redisUri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            String epoch = redis.hget(keys.gate(), "epoch");
            String admitted = redis.hget(keys.gate(), "admitted");
            Map<String, String> rejected = redis.hgetall(keys.rejected());
            return new RedisDump(
                    epoch == null ? 1 : Long.parseLong(epoch),
                    admitted == null ? 0 : Long.parseLong(admitted),
                    redis.hgetall(keys.tickets()).entrySet().stream()
                            .collect(
                                    toMap(
                                            ticket -> Long.valueOf(ticket.getKey()),
                                            ticket -> Long.valueOf(ticket.getValue()))),
                    redis.zrange(keys.pending(), 0, -1).stream()
                            .map(Long::valueOf)
                            .collect(toSet()),
                    byUser(rejected),
                    byUser(redis.hgetall(keys.failed())),
                    redis.zrange(keys.returned(), 0, -1).stream()
                            // a winner who was turned away keeps his sequence
                            .filter(slot -> !user(slot).equals(TURNED_AWAY))
                            .filter(slot -> !rejected.containsKey(user(slot)))
                            .map(slot -> Long.valueOf(slot.substring(slot.indexOf(':') + 1)))
                            .toList());
        }
    }

    /**
     * What a queue does when its first claims are settled, without settling them: a stand that
     * measures can choose the moment. To be undone by {@link #putBack}.
     *
     * @return their users and sequences
     */
    public static Map<Long, Double> takeFirst(
            RedisCommands<String, String> redis, long couponId, int count) {
        return redis.zpopmin(CouponKeys.of(couponId).pending(), count).stream()
                .collect(toMap(claim -> Long.valueOf(claim.getValue()), ScoredValue::getScore));
    }

    public static void putBack(
            RedisCommands<String, String> redis, long couponId, Map<Long, Double> claims) {
        claims.forEach(
                (user, sequence) ->
                        redis.zadd(
                                CouponKeys.of(couponId).pending(), sequence, Long.toString(user)));
    }

    /** As if Redis had been emptied, for this coupon alone: all of its keys go. */
    public static void loseGate(String redisUri, long couponId) {
        try (RedisClient client = RedisClient.create(redisUri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            String[] keys = CouponKeys.of(couponId).all().toArray(String[]::new);
            connection.sync().del(keys);
        }
    }

    private static String user(String slot) {
        return slot.substring(0, slot.indexOf(':'));
    }

    private static Map<Long, String> byUser(Map<String, String> hash) {
        return hash.entrySet().stream()
                .collect(toMap(entry -> Long.valueOf(entry.getKey()), Map.Entry::getValue));
    }
}
