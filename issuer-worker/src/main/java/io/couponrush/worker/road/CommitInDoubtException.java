package io.couponrush.worker.road;

/** The commit was begun and not confirmed: the row may be there or not. */
final class CommitInDoubtException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitInDoubtException(RuntimeException cause) {
        super("not known whether it was committed", cause);
    }
}
