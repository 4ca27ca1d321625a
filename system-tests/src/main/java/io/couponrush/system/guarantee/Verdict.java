package io.couponrush.system.guarantee;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check found. A promise is held when nothing violates it; the evidence says how much was
 * looked at, so that a check which saw nothing can't pass for one that saw everything.
 *
 * @param evidence counted facts, by name, in the order to show them
 * @param violationCount all violations, also those not listed
 * @param violations the first {@value #LISTED} of them, in words
 */
public record Verdict(
        Promise promise, Map<String, Long> evidence, long violationCount, List<String> violations) {

    /** How many violations are kept in words. */
    public static final int LISTED = 10;

    public Verdict {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        violations = List.copyOf(violations);
    }

    public boolean held() {
        return violationCount == 0;
    }
}
