package io.couponrush.system.bench;

/** What is measured, and the status that says it worked. */
enum Stage {
    NOOP("a", "authenticated no-op", "200"),
    ADMITTED("b", "v3 claim, admitted", "202"),
    SOLD_OUT("c", "v3 claim, sold out", "409"),
    TICKET("d", "ticket poll", "200"),
    PROGRESS("e", "progress endpoint", "200");

    private final String letter;
    private final String title;
    private final String expected;

    Stage(String letter, String title, String expected) {
        this.letter = letter;
        this.title = title;
        this.expected = expected;
    }

    String letter() {
        return letter;
    }

    String title() {
        return title;
    }

    String expected() {
        return expected;
    }
}
