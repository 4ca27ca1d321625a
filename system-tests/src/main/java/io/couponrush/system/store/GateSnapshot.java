package io.couponrush.system.store;

import io.couponrush.keys.CouponKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that Redis held for a coupon at one moment, and can be made to hold again. */
public final class GateSnapshot {

    private static final long NO_EXPIRY = 0;

    private final String redisUri;
    private final List<String> keys;
    private final List<Consumer<RedisCommands<String, String>>> restores = new ArrayList<>();

    private GateSnapshot(String redisUri, long couponId) {
        this.redisUri = redisUri;
        this.keys = List.copyOf(CouponKeys.of(couponId).all());
    }

    /** While nobody writes: it takes one call a key. */
    public static GateSnapshot of(String redisUri, long couponId) {
        GateSnapshot snapshot = new GateSnapshot(redisUri, couponId);
        try (RedisClient client = RedisClient.create(redisUri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            snapshot.take(connection.sync());
        }
        return snapshot;
    }

    private void take(RedisCommands<String, String> redis) {
        for (String key : keys) {
            byte[] value = redis.dump(key);
            if (value != null) {
                // in milliseconds from now on; Redis tells when it ends only from version 7 on
                long left = Math.max(NO_EXPIRY, redis.pttl(key));
                restores.add(then -> then.restore(key, left, value));
            }
        }
    }

    /** At once, and under the server's unchanged {@code run_id}. */
    public void restore() {
        try (RedisClient client = RedisClient.create(redisUri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            redis.multi();
            redis.del(keys.toArray(String[]::new));
            restores.forEach(restore -> restore.accept(redis));
            redis.exec();
        }
    }
}
