package io.couponrush.gateway.redis;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The reply of a script: names and values by turns, the outcome first. Anything else throws: a
 * reply that is not understood must never pass for an answer.
 */
public final class ScriptReply {

    private final List<Object> items;

    public ScriptReply(List<Object> items) {
        if (items.size() < 2 || items.size() % 2 != 0 || !"outcome".equals(items.get(0))) {
            throw new IllegalStateException("not a script's reply: " + items);
        }
        this.items = items;
    }

    public String outcome() {
        return text("outcome");
    }

    /**
     * @throws IllegalStateException if it is missing or no text
     */
    public String text(String name) {
        if (find(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("no text '" + name + "' in a script's reply: " + items);
    }

    /**
     * @throws IllegalStateException if it is missing or no integer
     */
    public long number(String name) {
        if (find(name) instanceof Long number) {
            return number;
        }
        throw new IllegalStateException("no number '" + name + "' in a script's reply: " + items);
    }

    /** For the outcome that a decoder does not know. */
    public IllegalStateException unknown() {
        return new IllegalStateException("unknown reply of a script: " + items);
    }

    private @Nullable Object find(String name) {
        for (int i = 0; i < items.size(); i += 2) {
            if (name.equals(items.get(i))) {
                return items.get(i + 1);
            }
        }
        return null;
    }
}
