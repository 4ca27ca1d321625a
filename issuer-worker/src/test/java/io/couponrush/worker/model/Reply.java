package io.couponrush.worker.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** What a script of ours answered: names and values in turn. */
record Reply(List<?> items) {

    static Reply of(@Nullable Object reply) {
        return new Reply((List<?>) Objects.requireNonNull(reply));
    }

    String outcome() {
        return text("outcome");
    }

    String text(String name) {
        for (int i = 0; i < items.size(); i += 2) {
            if (items.get(i).equals(name)) {
                return String.valueOf(items.get(i + 1));
            }
        }
        throw new IllegalStateException("no " + name + " in " + items);
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }
}
