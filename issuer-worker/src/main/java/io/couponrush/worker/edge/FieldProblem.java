package io.couponrush.worker.edge;

/**
 * One refused field: a member of the list in a {@code VALIDATION_FAILED} problem.
 *
 * @param field the JSON path, parameter or path variable
 * @param message what it must be
 */
record FieldProblem(String field, String message) {}
