package io.couponrush.events;

/** The one check that every event makes. */
final class Checks {

    private Checks() {}

    static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
