package io.couponrush.system.console;

/** One piece of work on its way. Safe for use by many threads. */
public interface Progress extends AutoCloseable {

    /** So much is done in all. */
    void reached(long done);

    /** A few words behind the bar. */
    void note(String words);

    /** The work has ended, or been given up. */
    @Override
    void close();
}
