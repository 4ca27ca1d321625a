package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys of a simulated Redis, with their values and expiries. Small: linear search is fastest.
 */
final class Keyspace {

    private final Map<LuaString, Members> values;
    private final Map<LuaString, Long> expiries;

    Keyspace() {
        this(new HashMap<>(), new HashMap<>());
    }

    private Keyspace(Map<LuaString, Members> values, Map<LuaString, Long> expiries) {
        this.values = values;
        this.expiries = expiries;
    }

    /** What kind of value a key has. */
    enum Kind {
        HASH,
        SORTED,
        SET
    }

    /** A value: members, each with a text (hash) or a score (sorted set), or neither (set). */
    static final class Members {

        final Kind kind;
        int size;
        LuaString[] names;
        LuaString[] texts;
        double[] scores;

        Members(Kind kind) {
            this.kind = kind;
            names = new LuaString[4];
            texts = new LuaString[kind == Kind.HASH ? 4 : 0];
            scores = new double[kind == Kind.SORTED ? 4 : 0];
        }

        private Members(Members other) {
            kind = other.kind;
            size = other.size;
            names = other.names.clone();
            texts = other.texts.clone();
            scores = other.scores.clone();
        }

        int find(LuaString name) {
            for (int i = 0; i < size; i++) {
                if (names[i].raweq(name)) {
                    return i;
                }
            }
            return -1;
        }

        /** A sorted set stays sorted by score and then by name, as bytes. */
        void add(LuaString name, @Nullable LuaString text, double score) {
            int at = size;
            if (kind == Kind.SORTED) {
                at = 0;
                while (at < size
                        && (scores[at] < score
                                || (scores[at] == score && isLess(names[at], name)))) {
                    at++;
                }
            }
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                texts = kind == Kind.HASH ? Arrays.copyOf(texts, 2 * size) : texts;
                scores = kind == Kind.SORTED ? Arrays.copyOf(scores, 2 * size) : scores;
            }
            System.arraycopy(names, at, names, at + 1, size - at);
            names[at] = name;
            if (kind == Kind.HASH && text != null) {
                System.arraycopy(texts, at, texts, at + 1, size - at);
                texts[at] = text;
            } else if (kind == Kind.SORTED) {
                System.arraycopy(scores, at, scores, at + 1, size - at);
                scores[at] = score;
            }
            size++;
        }

        private static boolean isLess(LuaString one, LuaString other) {
            return one.tojstring().compareTo(other.tojstring()) < 0;
        }

        void removeAt(int at) {
            size--;
            System.arraycopy(names, at + 1, names, at, size - at);
            if (kind == Kind.HASH) {
                System.arraycopy(texts, at + 1, texts, at, size - at);
            } else if (kind == Kind.SORTED) {
                System.arraycopy(scores, at + 1, scores, at, size - at);
            }
        }
    }

    /** Null if there is no such key; an error if it holds another kind of value. */
    @Nullable Members find(LuaString key, Kind kind) {
        Members value = values.get(key);
        if (value != null && value.kind != kind) {
            throw new IllegalStateException("WRONGTYPE " + key + " is a " + value.kind);
        }
        return value;
    }

    Members findOrMake(LuaString key, Kind kind) {
        Members value = find(key, kind);
        if (value == null) {
            value = new Members(kind);
            values.put(key, value);
        }
        return value;
    }

    boolean has(LuaString key) {
        return values.containsKey(key);
    }

    boolean delete(LuaString key) {
        expiries.remove(key);
        return values.remove(key) != null;
    }

    void deleteIfEmpty(LuaString key, Members value) {
        if (value.size == 0) {
            delete(key);
        }
    }

    void expireAt(LuaString key, long millis) {
        expiries.put(key, millis);
    }

    /** A key that would live for ever; null if there is none. */
    @Nullable LuaString withoutExpiry() {
        for (LuaString key : values.keySet()) {
            if (!expiries.containsKey(key)) {
                return key;
            }
        }
        return null;
    }

    /** Of a hash, from outside. */
    @Nullable String text(String key, String field) {
        Members hash = values.get(LuaString.valueOf(key));
        int at = hash == null ? -1 : hash.find(LuaString.valueOf(field));
        return hash == null || at < 0 ? null : hash.texts[at].tojstring();
    }

    long number(String key, String field) {
        String text = text(key, field);
        return text == null ? 0 : Long.parseLong(text);
    }

    int size(String key) {
        Members value = values.get(LuaString.valueOf(key));
        return value == null ? 0 : value.size;
    }

    Keyspace copy() {
        Map<LuaString, Members> copies = HashMap.newHashMap(values.size());
        values.forEach((key, value) -> copies.put(key, new Members(value)));
        return new Keyspace(copies, new HashMap<>(expiries));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.keySet().stream()
                .sorted((one, other) -> one.tojstring().compareTo(other.tojstring()))
                .forEach(
                        key ->
                                text.append(key)
                                        .append('=')
                                        .append(text(values.get(key)))
                                        .append(' '));
        return text.toString();
    }

    private static String text(@Nullable Members value) {
        if (value == null) {
            return "-";
        }
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < value.size; i++) {
            text.append(i == 0 ? "" : ", ").append(value.names[i]);
            if (value.kind == Kind.HASH) {
                text.append(':').append(value.texts[i]);
            } else if (value.kind == Kind.SORTED) {
                text.append(':').append((long) value.scores[i]);
            }
        }
        return text.append('}').toString();
    }
}
