package io.couponrush.system.trace;

import io.couponrush.system.trace.OtlpSink.Span;

import java.util.Comparator;
import java.util.List;

/** A trace as people read it. */
final class TraceTable {

    private TraceTable() {}

    static String of(List<Span> spans) {
        long begin = spans.stream().mapToLong(Span::fromNanos).min().orElseThrow();
        StringBuilder table =
                new StringBuilder(
                        """
                        | service | span | from | for |
                        |---|---|---|---|
                        """);
        spans.stream()
                .sorted(Comparator.comparingLong(Span::fromNanos).thenComparing(Span::spanId))
                .forEach(
                        span ->
                                table.append(
                                        "| %s | %s%s | %.2f ms | %.2f ms |%n"
                                                .formatted(
                                                        span.service(),
                                                        "· ".repeat(depth(span, spans)),
                                                        span.name(),
                                                        (span.fromNanos() - begin) / 1e6,
                                                        (span.toNanos() - span.fromNanos())
                                                                / 1e6)));
        return table.toString();
    }

    private static int depth(Span span, List<Span> spans) {
        return spans.stream()
                .filter(other -> other.spanId().equals(span.parentId()))
                .findFirst()
                .map(parent -> 1 + depth(parent, spans))
                .orElse(0);
    }
}
