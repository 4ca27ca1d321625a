package io.couponrush.worker.intake;

/** What the worker adds to the headers of a record that it dead-letters; all UTF-8 text. */
final class DeadLetterHeaders {

    /** A stable name: what is wrong. */
    static final String FAULT = "dead-letter-fault";

    /** For people. */
    static final String MESSAGE = "dead-letter-message";

    /** Where the record came from. */
    static final String TOPIC = "dead-letter-topic";

    /** Decimal; the dead letter lies in the same partition of its own topic. */
    static final String PARTITION = "dead-letter-partition";

    /** Decimal; with topic and partition the identity of the record. */
    static final String OFFSET = "dead-letter-offset";

    private DeadLetterHeaders() {}
}
