package io.couponrush.localstack;

import java.util.List;

/** A part couldn't start: which one, why, what to do, and the last lines of its log. */
public final class PartFailedException extends LocalStackException {

    private static final long serialVersionUID = 1L;

    private final PartName part;
    private final transient Diagnosis diagnosis;

    PartFailedException(PartName part, Diagnosis diagnosis, List<String> lastLines) {
        super(message(part, diagnosis, lastLines));
        this.part = part;
        this.diagnosis = diagnosis;
    }

    public PartName part() {
        return part;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    private static String message(PartName part, Diagnosis diagnosis, List<String> lastLines) {
        StringBuilder text =
                new StringBuilder("the ")
                        .append(part.text())
                        .append(" part could not start: ")
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
