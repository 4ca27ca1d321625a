package io.couponrush.worker.meters;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** One meter a value of a tag, made at the start so that no claim has to look one up. */
record ByName<K, M>(Map<K, M> meters) {

    static <K, M> ByName<K, M> of(Collection<K> names, Function<K, M> meter) {
        return new ByName<>(names.stream().collect(toUnmodifiableMap(identity(), meter)));
    }

    /**
     * @throws IllegalArgumentException if the tag has no such value
     */
    M of(K name) {
        M meter = meters.get(name);
        if (meter == null) {
            throw new IllegalArgumentException("no meter of " + name);
        }
        return meter;
    }
}
