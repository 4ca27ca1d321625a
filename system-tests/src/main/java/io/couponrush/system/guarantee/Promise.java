package io.couponrush.system.guarantee;

/** The promises of README.md, each of which a history of claims can prove or break. */
public enum Promise {
    P1("no oversell"),
    P2("one each"),
    P3("no lost winner"),
    P4("no wasted stock"),
    P5("fair"),
    P6("the books balance"),
    P7("fail closed");

    private final String title;

    Promise(String title) {
        this.title = title;
    }

    /** Two or three words, as in README.md. */
    public String title() {
        return title;
    }
}
