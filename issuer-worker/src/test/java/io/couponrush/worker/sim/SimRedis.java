package io.couponrush.worker.sim;

import io.couponrush.keys.CouponKeys;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * What the address of Redis leads to: one server, and sometimes one that was it before.
 *
 * <p>Long, because losing data, failing over and waking up again share its state.
 */
public final class SimRedis {

    private static final long PATIENCE_MILLIS = 2_000;

    private final World world;
    private final Lua lua;
    private final UnaryOperator<String> edit;
    private final Watcher watcher;
    private RedisServer live = new RedisServer("A");
    private @Nullable RedisServer cutOff;
    private int servers = 1;

    /**
     * @param lua of this thread
     * @param edit what is done to a script before it runs: nothing, but for a mutation
     * @param watcher told after each script
     */
    public SimRedis(World world, Interpreter lua, UnaryOperator<String> edit, Watcher watcher) {
        this.world = world;
        this.lua = lua.lua;
        this.edit = edit;
        this.watcher = watcher;
    }

    /** Sees every script, in the very moment in which it has run. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * @param script its text, before any mutation
         */
        void ran(
                RedisServer server,
                String script,
                Object[] arguments,
                @Nullable Object reply,
                boolean wrote);
    }

    /** May be used for one schedule after the other, by one thread. */
    public static final class Interpreter {

        private final Lua lua = new Lua();
    }

    /** A connection, which breaks with its server; who is at its other end is known. */
    public final class Line {

        private RedisServer server;
        private int incarnation;

        Line(RedisServer server) {
            this.server = server;
            this.incarnation = server.incarnation();
        }

        public String runId() {
            return server.runId();
        }

        public RedisServer server() {
            return server;
        }

        /** Whether commands still reach somebody by it. */
        public boolean isOpen() {
            return server.isUp()
                    && server.incarnation() == incarnation
                    && (server.equals(live) || server.equals(cutOff));
        }
    }

    public RedisServer live() {
        return live;
    }

    /**
     * A new connection, to whoever is found now.
     *
     * @throws RedisConnectionFailureException if nobody is
     */
    public Line connect() {
        world.travel();
        if (!live.isUp()) {
            throw away("connection refused");
        }
        return new Line(live);
    }

    /**
     * Runs a script by a connection. Whatever goes wrong, it may have run.
     *
     * @param atOnce what is done with its reply in the very moment of the decision
     */
    public @Nullable Object run(
            Line line,
            String script,
            List<String> keys,
            Object[] arguments,
            BiConsumer<RedisServer, @Nullable Object> atOnce) {
        world.travel();
        RedisServer server = line.server();
        if (!line.isOpen()) {
            throw away("connection lost");
        }
        long wait = server.frozenUntil() - world.now();
        if (wait > PATIENCE_MILLIS) {
            // it lies in the server's socket, and is done when that goes on
            world.at(
                    server.frozenUntil(),
                    () -> {
                        if (line.isOpen()) {
                            Object _ = execute(server, script, keys, arguments, (_, _) -> {});
                        }
                    });
            world.sleep(PATIENCE_MILLIS);
            throw new RedisConnectionFailureException(
                    "no answer", new RedisCommandTimeoutException("no answer"));
        }
        if (wait > 0) {
            world.sleep(wait);
            if (!line.isOpen()) {
                throw away("connection lost");
            }
        }
        Object reply = execute(server, script, keys, arguments, atOnce);
        if (world.dice().oneIn(4)) {
            world.travel();
            if (!line.isOpen()) {
                throw away("connection lost before the answer came");
            }
        }
        return reply;
    }

    private @Nullable Object execute(
            RedisServer server,
            String script,
            List<String> keys,
            Object[] arguments,
            BiConsumer<RedisServer, @Nullable Object> atOnce) {
        Object reply;
        try {
            reply =
                    lua.run(
                            edit.apply(script),
                            keys,
                            arguments,
                            server.keys(),
                            world.now(),
                            server.runId());
        } catch (LuaError e) {
            world.note(() -> "redis refuses: " + e.getMessage());
            throw new RedisSystemException(
                    "script failed", new RedisCommandExecutionException("ERR " + e.getMessage()));
        }
        Object answer = reply;
        world.note(() -> server + " " + title(script) + " " + List.of(arguments) + " -> " + answer);
        boolean wrote = lua.takeChanged();
        if (wrote) {
            server.wrote();
        }
        watcher.ran(server, script, arguments, reply, wrote);
        atOnce.accept(server, reply);
        return reply;
    }

    /** The first words of a script say what it is. */
    private static String title(String script) {
        String line = script.substring(0, script.indexOf('\n'));
        return "\"" + line.substring(3, Math.min(line.length(), 50)) + "\"";
    }

    private static RedisConnectionFailureException away(String why) {
        return new RedisConnectionFailureException(why, new RedisConnectionException(why));
    }

    /** It is away until {@link #restart}. */
    public void crash() {
        live.crash();
        world.note(() -> "FAULT: redis is killed");
    }

    public void restart(int lostScripts) {
        live.restart(lostScripts);
        world.note(
                () ->
                        "FAULT: redis is back as "
                                + live.runId()
                                + " without its last "
                                + lostScripts
                                + " writes: "
                                + live.keys());
    }

    public void restartEmpty() {
        live.restartEmpty();
        world.note(() -> "FAULT: redis is back, empty, as " + live.runId());
    }

    public void freeze(long millis) {
        live.freezeUntil(world.now() + millis);
        world.note(() -> "FAULT: redis stands still for " + millis + " ms");
    }

    public void rewind(int scripts) {
        live.rewind(scripts);
        world.note(() -> "FAULT: redis goes back by " + scripts + " writes: " + live.keys());
    }

    /** A key vanishes, as by an operator's hand. */
    public void lose(String key) {
        if (live.keys().delete(LuaString.valueOf(key))) {
            live.torn = true;
            world.note(() -> "FAULT: redis loses " + key);
        }
    }

    /** A replica takes over; who is connected to the old one goes on talking to it. */
    public void promote(int scriptsBehind) {
        servers++;
        RedisServer replica = live.replica(Character.toString('A' + servers - 1), scriptsBehind);
        cutOff = live;
        live = replica;
        world.note(() -> "FAULT: a replica takes over, " + replica + ": " + replica.keys());
    }

    /** Nobody reaches the old one any more. */
    public void fence() {
        cutOff = null;
        world.note(() -> "the old redis is gone");
    }

    /** The old one is found at the address again, and the new one is gone. */
    public void demote() {
        RedisServer old = cutOff;
        if (old != null && old.isUp()) {
            live = old;
            live.rewound = true;
            cutOff = null;
            world.note(() -> "FAULT: the old redis is back in its place: " + old.keys());
        }
    }

    public void heal() {
        cutOff = null;
        if (!live.isUp()) {
            live.restart(0);
        }
        live.freezeUntil(0);
    }

    /** A look from outside, which takes no time and is no part of the story. */
    public @Nullable Object peek(String script, List<String> keys, String... arguments) {
        Object reply = lua.run(script, keys, arguments, live.keys(), world.now(), live.runId());
        if (lua.takeChanged()) {
            throw new IllegalStateException("a look that writes");
        }
        return reply;
    }

    public boolean isBeingRebuilt(String gate) {
        return live.keys().text(gate, "rebuilding") != null
                || live.keys().text(gate, "admitted") == null;
    }

    /** How many rows there must be at least, if no claim is to be nowhere. */
    public long inBooks(CouponKeys keys) {
        Keyspace all = live.keys();
        return all.number(keys.gate(), "admitted")
                - all.size(keys.pending())
                - all.size(keys.rejected())
                - all.size(keys.failed())
                - all.size(keys.returned())
                + all.number(keys.gate(), "discarded")
                - all.number(keys.gate(), "elsewhere");
    }

    /** All its keys. */
    public String text() {
        return live.keys().toString();
    }

    /** Whether the server is what the address leads to. */
    public boolean isLive(RedisServer server) {
        return server.equals(live);
    }

    public @Nullable String keyWithoutExpiry() {
        Object key = live.keys().withoutExpiry();
        return key == null ? null : key.toString();
    }
}
