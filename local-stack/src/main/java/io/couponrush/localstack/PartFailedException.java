package io.couponrush.localstack;

import java.util.List;

/** A part that couldn't start: which one, why, what to do, and the last lines of its log. */
public final class PartFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PartFailedException(String part, Diagnosis diagnosis, List<String> lastLines) {
        super(message(part, diagnosis, lastLines));
    }

    PartFailedException(String part, Diagnosis diagnosis, Throwable cause) {
        super(message(part, diagnosis, List.of()), cause);
    }

    private static String message(String part, Diagnosis diagnosis, List<String> lastLines) {
        StringBuilder text =
                new StringBuilder(part)
                        .append(" could not start: ")
                        .append(diagnosis.why())
                        .append("\n  what to do: ")
                        .append(diagnosis.cure());
        if (!lastLines.isEmpty()) {
            text.append("\n  its last lines:");
            lastLines.forEach(line -> text.append("\n    ").append(line));
        }
        return text.toString();
    }
}
