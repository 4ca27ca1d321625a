package io.couponrush.worker.desk;

/** How far a dead letter is. The names are stored and public API. */
enum LetterState {
    /** Nobody has handled it. */
    NEW,
    /** Sent back to where it came from; if it dies again, that is another letter. */
    REPLAYED,
    /** Given up. */
    DISCARDED
}
