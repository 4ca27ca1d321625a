package io.couponrush.worker.edge;

/** A field that only the rules behind the controller can refuse; answered as VALIDATION_FAILED. */
public final class InvalidFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidFieldException(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    FieldProblem problem() {
        return new FieldProblem(field, String.valueOf(getMessage()));
    }
}
