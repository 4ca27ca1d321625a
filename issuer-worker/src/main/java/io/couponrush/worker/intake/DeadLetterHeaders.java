package io.couponrush.worker.intake;

/** What the worker adds to the headers of a record that it dead-letters; all UTF-8 text. */
public final class DeadLetterHeaders {

    /** A stable name: what is wrong. */
    public static final String FAULT = "dead-letter-fault";

    /** For people. */
    public static final String MESSAGE = "dead-letter-message";

    /** Where the record came from. */
    public static final String TOPIC = "dead-letter-topic";

    /** Decimal; the dead letter lies in the same partition of its own topic. */
    public static final String PARTITION = "dead-letter-partition";

    /** Decimal; with topic and partition the identity of the record. */
    public static final String OFFSET = "dead-letter-offset";

    /** Decimal: the letter that this record is a replay of; written by the desk. */
    public static final String REPLAY_OF = "dead-letter-replay-of";

    /**
     * Decimal: the size in bytes of a record that is too large for a letter, which therefore lacks
     * at least its payload. Only who compresses can send such a record.
     */
    public static final String TOO_LARGE = "dead-letter-too-large";

    private static final String PREFIX = "dead-letter-";

    private DeadLetterHeaders() {}

    /** Whether the header is one of ours, and not the record's own. */
    public static boolean isOurs(String name) {
        return name.startsWith(PREFIX);
    }
}
