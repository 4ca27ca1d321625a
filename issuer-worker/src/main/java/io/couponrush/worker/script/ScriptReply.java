package io.couponrush.worker.script;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script of ours answers: flat name/value pairs, the first of them {@code outcome}.
 *
 * @param script the file, for messages
 * @param values by name
 */
public record ScriptReply(String script, Map<String, String> values) {

    public ScriptReply {
        values = Map.copyOf(values);
    }

    static ScriptReply of(String script, @Nullable List<?> reply) {
        if (reply == null || reply.size() % 2 != 0) {
            throw new IllegalStateException(script + " did not answer in pairs: " + reply);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Iterator<?> parts = reply.iterator(); parts.hasNext(); ) {
            values.put(String.valueOf(parts.next()), String.valueOf(parts.next()));
        }
        return new ScriptReply(script, values);
    }

    public String outcome() {
        return text("outcome");
    }

    /**
     * @throws IllegalStateException if the reply has no such value
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(script + " did not answer '" + name + "': " + values);
        }
        return value;
    }

    /**
     * @throws IllegalStateException if the reply has no such value
     * @throws NumberFormatException if it is no whole number
     */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** To be thrown where an outcome is none of those the script's head lists. */
    public IllegalStateException unknown() {
        return new IllegalStateException(script + " answered what nobody knows: " + values);
    }
}
