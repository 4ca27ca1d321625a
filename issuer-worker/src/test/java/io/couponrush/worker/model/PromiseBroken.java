package io.couponrush.worker.model;

/** An error, so that no {@code catch (RuntimeException)} of the product hides it. */
final class PromiseBroken extends AssertionError {

    private static final long serialVersionUID = 1;

    private final String promise;

    PromiseBroken(String promise, String what) {
        super(promise + " is broken: " + what);
        this.promise = promise;
    }

    /** P1 to P7. */
    String promise() {
        return promise;
    }
}
