package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

import java.util.List;
import java.util.Objects;

/** The worker's way to Redis: connects again by itself, and asks nobody who is there. */
public final class WorkerRedis extends StringRedisTemplate {

    private final SimRedis redis;
    private SimRedis.@Nullable Line line;

    public WorkerRedis(SimRedis redis) {
        this.redis = redis;
    }

    @Override
    @SuppressWarnings("unchecked") // all scripts answer lists
    public <T extends @Nullable Object> T execute(
            RedisScript<T> script, List<String> keys, Object... arguments) {
        SimRedis.Line open = line;
        if (open == null || !open.isOpen()) {
            open = redis.connect();
            line = open;
        }
        return (T)
                Objects.requireNonNull(
                        redis.run(open, script.getScriptAsString(), keys, arguments, (_, _) -> {}));
    }
}
