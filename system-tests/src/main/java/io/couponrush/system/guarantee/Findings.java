package io.couponrush.system.guarantee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the evidence and the violations of one promise. */
final class Findings {

    private final Promise promise;
    private final Map<String, Long> evidence = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long violationCount;

    Findings(Promise promise) {
        this.promise = promise;
    }

    Findings saw(String what, long count) {
        evidence.put(what, count);
        return this;
    }

    /** The words are only made when needed: a check runs over 100,000 rows. */
    void require(boolean condition, Supplier<String> otherwise) {
        if (condition) {
            return;
        }
        violationCount++;
        if (violations.size() < Verdict.LISTED) {
            violations.add(otherwise.get());
        }
    }

    Verdict verdict() {
        return new Verdict(promise, evidence, violationCount, violations);
    }
}
