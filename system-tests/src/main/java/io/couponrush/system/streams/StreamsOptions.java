package io.couponrush.system.streams;

/**
 * What is measured.
 *
 * @param streams open at the same time, 1 to 20,000, as many as a gateway allows
 * @param changes how often the queue moves, 1 to 200
 */
record StreamsOptions(int streams, int changes) {

    /** Claims that are settled at a time. */
    static final int STEP = 5;

    StreamsOptions {
        if (streams < 1 || streams > 20_000) {
            throw new IllegalArgumentException("1 to 20,000 streams can be open");
        }
        if (changes < 1 || changes > 200) {
            throw new IllegalArgumentException("the queue moves 1 to 200 times");
        }
    }

    int people() {
        return streams + changes * STEP;
    }
}
