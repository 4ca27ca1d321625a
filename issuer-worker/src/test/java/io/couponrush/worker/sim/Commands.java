package io.couponrush.worker.sim;

import static org.luaj.vm2.LuaValue.FALSE;

import io.couponrush.worker.sim.Keyspace.Kind;
import io.couponrush.worker.sim.Keyspace.Members;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The commands that the product's scripts use, answering what Redis answers inside a script; any
 * other one is an error. {@code LuaRedisTest} compares them with a real server.
 *
 * <p>Long, because it is a list of commands.
 */
final class Commands {

    private static final LuaValue ONE = LuaValue.ONE;
    private static final LuaValue ZERO = LuaValue.ZERO;

    private Keyspace keys;
    private boolean changed;

    Commands(Keyspace keys) {
        this.keys = keys;
    }

    void on(Keyspace other) {
        keys = other;
    }

    /** Whether anything was written since this was last asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /**
     * @param args the command and its arguments
     * @param nowMillis by the clock of this Redis
     */
    LuaValue call(Varargs args, long nowMillis, String runId) {
        for (int i = 1; i <= args.narg(); i++) {
            LuaValue arg = args.arg(i);
            if (!arg.isstring()) {
                throw new IllegalStateException(
                        "ERR Lua redis() command arguments must be strings or integers, not "
                                + arg.typename());
            }
        }
        String command = args.checkjstring(1);
        return switch (command) {
            case "TIME" -> time(nowMillis);
            case "INFO" -> LuaValue.valueOf("# Server\r\nrun_id:" + runId + "\r\nport:6379\r\n");
            case "EXISTS" -> LuaValue.valueOf(exists(args));
            case "DEL", "UNLINK" -> LuaValue.valueOf(delete(args));
            case "PEXPIREAT" -> expire(key(args), args.checklong(3));
            case "HGET" -> hashGet(find(args, Kind.HASH), text(args, 3));
            case "HMGET" -> hashGetAll(find(args, Kind.HASH), args);
            case "HSET" -> LuaValue.valueOf(hashSet(args));
            case "HSETNX" -> hashSetIfNew(args);
            case "HDEL" -> remove(args, Kind.HASH);
            case "HEXISTS" -> contains(find(args, Kind.HASH), text(args, 3));
            case "HLEN" -> size(find(args, Kind.HASH));
            case "HINCRBY" -> increment(args);
            case "ZADD" -> sortedAdd(args);
            case "ZREM" -> remove(args, Kind.SORTED);
            case "ZRANK" -> rank(find(args, Kind.SORTED), text(args, 3));
            case "ZSCORE" -> score(find(args, Kind.SORTED), text(args, 3));
            case "ZCARD" -> size(find(args, Kind.SORTED));
            case "ZCOUNT" -> count(find(args, Kind.SORTED), args);
            case "ZRANGE" -> first(find(args, Kind.SORTED), args);
            case "ZRANGEBYSCORE" -> range(find(args, Kind.SORTED), args);
            case "SADD" -> setAdd(args);
            case "SREM" -> remove(args, Kind.SET);
            default -> throw new IllegalStateException("the model has no command " + command);
        };
    }

    private static LuaString text(Varargs args, int i) {
        return args.checkvalue(i).checkstring();
    }

    private static LuaString key(Varargs args) {
        return text(args, 2);
    }

    private @Nullable Members find(Varargs args, Kind kind) {
        return keys.find(key(args), kind);
    }

    private static LuaValue time(long nowMillis) {
        LuaTable time = new LuaTable(2, 0);
        time.set(1, LuaValue.valueOf(Long.toString(nowMillis / 1_000)));
        time.set(2, LuaValue.valueOf(Long.toString(nowMillis % 1_000 * 1_000)));
        return time;
    }

    private int exists(Varargs args) {
        int found = 0;
        for (int i = 2; i <= args.narg(); i++) {
            found += keys.has(text(args, i)) ? 1 : 0;
        }
        return found;
    }

    private int delete(Varargs args) {
        int deleted = 0;
        for (int i = 2; i <= args.narg(); i++) {
            deleted += keys.delete(text(args, i)) ? 1 : 0;
        }
        changed |= deleted > 0;
        return deleted;
    }

    private LuaValue expire(LuaString key, long at) {
        if (!keys.has(key)) {
            return ZERO;
        }
        keys.expireAt(key, at);
        return ONE;
    }

    private static LuaValue hashGet(@Nullable Members hash, LuaString field) {
        int at = hash == null ? -1 : hash.find(field);
        return hash == null || at < 0 ? FALSE : hash.texts[at];
    }

    private static LuaValue hashGetAll(@Nullable Members hash, Varargs args) {
        LuaTable values = new LuaTable(args.narg() - 2, 0);
        for (int i = 3; i <= args.narg(); i++) {
            values.rawset(i - 2, hashGet(hash, text(args, i)));
        }
        return values;
    }

    private int hashSet(Varargs args) {
        if (args.narg() < 4 || args.narg() % 2 != 0) {
            throw new IllegalStateException("ERR wrong number of arguments for 'hset'");
        }
        Members hash = keys.findOrMake(key(args), Kind.HASH);
        int before = hash.size;
        for (int i = 3; i < args.narg(); i += 2) {
            put(hash, text(args, i), text(args, i + 1));
        }
        return hash.size - before;
    }

    private void put(Members hash, LuaString field, LuaString value) {
        int at = hash.find(field);
        if (at < 0) {
            hash.add(field, value, 0);
        } else {
            hash.texts[at] = value;
        }
        changed = true;
    }

    private LuaValue hashSetIfNew(Varargs args) {
        Members hash = keys.findOrMake(key(args), Kind.HASH);
        if (hash.find(text(args, 3)) >= 0) {
            return ZERO;
        }
        put(hash, text(args, 3), text(args, 4));
        return ONE;
    }

    private LuaValue increment(Varargs args) {
        Members hash = keys.findOrMake(key(args), Kind.HASH);
        LuaString field = text(args, 3);
        int at = hash.find(field);
        long value = (at < 0 ? 0 : Long.parseLong(hash.texts[at].tojstring())) + args.checklong(4);
        put(hash, field, LuaValue.valueOf(Long.toString(value)));
        return LuaValue.valueOf((double) value);
    }

    private LuaValue remove(Varargs args, Kind kind) {
        if (args.narg() < 3) {
            throw new IllegalStateException("ERR wrong number of arguments");
        }
        Members members = find(args, kind);
        if (members == null) {
            return ZERO;
        }
        int before = members.size;
        for (int i = 3; i <= args.narg(); i++) {
            int at = members.find(text(args, i));
            if (at >= 0) {
                members.removeAt(at);
            }
        }
        changed |= members.size < before;
        keys.deleteIfEmpty(key(args), members);
        return LuaValue.valueOf(before - members.size);
    }

    private static LuaValue contains(@Nullable Members members, LuaString name) {
        return members != null && members.find(name) >= 0 ? ONE : ZERO;
    }

    private static LuaValue size(@Nullable Members members) {
        return LuaValue.valueOf(members == null ? 0 : members.size);
    }

    private LuaValue sortedAdd(Varargs args) {
        if (args.narg() != 4) {
            throw new IllegalStateException("the model knows ZADD of one member, without options");
        }
        Members sorted = keys.findOrMake(key(args), Kind.SORTED);
        LuaString member = text(args, 4);
        double score = args.checkdouble(3);
        int at = sorted.find(member);
        if (at >= 0) {
            if (sorted.scores[at] == score) {
                return ZERO;
            }
            sorted.removeAt(at);
        }
        sorted.add(member, null, score);
        changed = true;
        return at < 0 ? ONE : ZERO;
    }

    private static LuaValue rank(@Nullable Members sorted, LuaString member) {
        int at = sorted == null ? -1 : sorted.find(member);
        return at < 0 ? FALSE : LuaValue.valueOf(at);
    }

    private static LuaValue score(@Nullable Members sorted, LuaString member) {
        int at = sorted == null ? -1 : sorted.find(member);
        return sorted == null || at < 0 ? FALSE : number(sorted.scores[at]);
    }

    private static LuaString number(double score) {
        if (score != Math.rint(score)) {
            throw new IllegalStateException("the model knows whole scores only, not " + score);
        }
        return LuaValue.valueOf(Long.toString((long) score));
    }

    private static LuaValue count(@Nullable Members sorted, Varargs args) {
        if (!args.checkjstring(3).equals("-inf")) {
            throw new IllegalStateException("the model knows ZCOUNT from -inf only");
        }
        double highest = args.checkdouble(4);
        int found = 0;
        while (sorted != null && found < sorted.size && sorted.scores[found] <= highest) {
            found++;
        }
        return LuaValue.valueOf(found);
    }

    private static LuaValue first(@Nullable Members sorted, Varargs args) {
        if (args.narg() != 5 || args.checkint(3) != 0 || args.checkint(4) != 0) {
            throw new IllegalStateException("the model knows ZRANGE 0 0 WITHSCORES only");
        }
        LuaTable found = new LuaTable();
        if (sorted != null) {
            found.rawset(1, sorted.names[0]);
            found.rawset(2, number(sorted.scores[0]));
        }
        return found;
    }

    private static LuaValue range(@Nullable Members sorted, Varargs args) {
        String from = args.checkjstring(3);
        if (args.narg() != 8
                || !from.startsWith("(")
                || !args.checkjstring(5).equals("WITHSCORES")
                || !args.checkjstring(6).equals("LIMIT")
                || args.checkint(7) != 0) {
            throw new IllegalStateException(
                    "the model knows ZRANGEBYSCORE (n m WITHSCORES LIMIT 0 k only");
        }
        double above = Double.parseDouble(from.substring(1));
        double upTo = args.checkdouble(4);
        int limit = args.checkint(8);
        LuaTable found = new LuaTable();
        int n = 0;
        for (int i = 0; sorted != null && i < sorted.size && n < 2 * limit; i++) {
            if (sorted.scores[i] > above && sorted.scores[i] <= upTo) {
                found.rawset(++n, sorted.names[i]);
                found.rawset(++n, number(sorted.scores[i]));
            }
        }
        return found;
    }

    private LuaValue setAdd(Varargs args) {
        Members set = keys.findOrMake(key(args), Kind.SET);
        int before = set.size;
        for (int i = 3; i <= args.narg(); i++) {
            if (set.find(text(args, i)) < 0) {
                set.add(text(args, i), null, 0);
            }
        }
        changed |= set.size > before;
        return LuaValue.valueOf(set.size - before);
    }
}
