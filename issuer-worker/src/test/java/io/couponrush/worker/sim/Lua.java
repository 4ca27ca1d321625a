package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.TwoArgFunction;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the product's scripts as Redis does: Lua 5.1's names, no new globals, replies converted by
 * the same rules. One thread. Each script is compiled once.
 */
final class Lua {

    private final Globals globals = new Globals();
    private final Map<String, LuaValue> compiled = new HashMap<>();
    private final Commands commands = new Commands(new Keyspace());
    private long nowMillis;
    private String runId = "";

    Lua() {
        globals.load(new JseBaseLib());
        globals.load(new PackageLib());
        globals.load(new TableLib());
        globals.load(new StringLib());
        globals.load(new JseMathLib());
        LoadState.install(globals);
        LuaC.install(globals);
        globals.set("unpack", globals.get("table").get("unpack"));
        globals.get("string").set("format", new Format());
        LuaTable redis = new LuaTable();
        redis.set("call", new Call());
        redis.set("error_reply", new ErrorReply());
        globals.set("redis", redis);
        globals.set("KEYS", new LuaTable());
        globals.set("ARGV", new LuaTable());
        LuaTable strict = new LuaTable();
        strict.set("__newindex", new NoSuchGlobal());
        strict.set("__index", new NoSuchGlobal());
        globals.setmetatable(strict);
    }

    /**
     * @param keyspace of the server that runs it
     * @return as a client sees it: Long, String, null, List
     */
    @Nullable Object run(
            String script,
            List<String> keys,
            Object[] arguments,
            Keyspace keyspace,
            long clockMillis,
            String incarnation) {
        LuaValue function = compiled.computeIfAbsent(script, text -> globals.load(text, "script"));
        globals.rawset("KEYS", table(keys));
        globals.rawset("ARGV", table(List.of(arguments)));
        commands.on(keyspace);
        nowMillis = clockMillis;
        runId = incarnation;
        return reply(function.call());
    }

    boolean takeChanged() {
        return commands.takeChanged();
    }

    private static LuaTable table(List<?> texts) {
        LuaTable table = new LuaTable(texts.size(), 0);
        for (int i = 0; i < texts.size(); i++) {
            table.rawset(i + 1, LuaValue.valueOf((String) texts.get(i)));
        }
        return table;
    }

    /** By Redis' rules: numbers lose their fraction, a list ends at its first nil. */
    private static @Nullable Object reply(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TNUMBER -> (long) value.todouble();
            case LuaValue.TSTRING -> value.tojstring();
            case LuaValue.TBOOLEAN -> value.toboolean() ? 1L : null;
            case LuaValue.TNIL -> null;
            case LuaValue.TTABLE -> list(value.checktable());
            default -> throw new IllegalStateException("a reply of type " + value.typename());
        };
    }

    private static List<@Nullable Object> list(LuaTable table) {
        LuaValue error = table.rawget("err");
        if (!error.isnil()) {
            throw new LuaError(error.tojstring());
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 1; ; i++) {
            LuaValue item = table.rawget(i);
            if (item.isnil()) {
                return items;
            }
            items.add(reply(item));
        }
    }

    private final class Call extends VarArgFunction {

        @Override
        public Varargs invoke(Varargs args) {
            return commands.call(args, nowMillis, runId);
        }
    }

    /** LuaJ 3.0.1 ignores the precision of %f. */
    private static final class Format extends TwoArgFunction {

        @Override
        public LuaValue call(LuaValue format, LuaValue number) {
            if (!format.tojstring().equals("%.0f")) {
                throw new IllegalStateException("the model formats %.0f only, not " + format);
            }
            return LuaValue.valueOf(Long.toString((long) Math.rint(number.checkdouble())));
        }
    }

    private static final class ErrorReply extends VarArgFunction {

        @Override
        public Varargs invoke(Varargs args) {
            LuaTable error = new LuaTable();
            error.set("err", args.arg1());
            return error;
        }
    }

    private static final class NoSuchGlobal extends VarArgFunction {

        @Override
        public Varargs invoke(Varargs args) {
            throw new LuaError("Script attempted to access global variable " + args.arg(2));
        }
    }
}
