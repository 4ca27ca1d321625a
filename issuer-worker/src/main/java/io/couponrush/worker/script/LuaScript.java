package io.couponrush.worker.script;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Lua script that lies beside the class which calls it. Sent by its digest, safe for threads. */
public final class LuaScript {

    private final String name;
    private final DefaultRedisScript<List<?>> script;

    private LuaScript(String name, DefaultRedisScript<List<?>> script) {
        this.name = name;
        this.script = script;
    }

    /**
     * @param owner the class beside which the resource lies
     * @param name the file's name
     * @throws IllegalArgumentException if there is no such resource
     */
    public static LuaScript besides(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + name + " beside " + owner.getName());
            }
            // From a String: a script held as a Resource is checked for change at every call.
            DefaultRedisScript<List<?>> script = new DefaultRedisScript<>();
            script.setScriptText(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            script.setResultType(listType());
            return new LuaScript(name, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the script; Redis being away surfaces as Spring's {@code DataAccessException}. */
    public ScriptReply run(StringRedisTemplate redis, List<String> keys, Object... arguments) {
        return ScriptReply.of(name, redis.execute(script, keys, arguments));
    }

    @SuppressWarnings("unchecked") // a class literal can't carry the element type
    private static Class<List<?>> listType() {
        return (Class<List<?>>) (Class<?>) List.class;
    }
}
