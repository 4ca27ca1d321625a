package io.couponrush.worker.desk;

import org.jspecify.annotations.Nullable;

/** Which letters; null for any. */
record LetterFilter(@Nullable Long couponId, @Nullable LetterState state, @Nullable String cause) {

    /** As the query of an address, with its question mark; nothing in it needs escaping. */
    String query() {
        StringBuilder query = new StringBuilder();
        add(query, "couponId", couponId);
        add(query, "state", state);
        add(query, "cause", cause);
        return query.toString();
    }

    private static void add(StringBuilder query, String name, @Nullable Object value) {
        if (value != null) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
        }
    }
}
