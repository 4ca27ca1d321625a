package io.couponrush.system.compare;

import io.couponrush.system.measure.Machine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several contenders in the same setting. Its JSON is what the page is made of.
 *
 * @param schema fields may be added; another meaning gets another name
 * @param about paragraphs for somebody who has never seen the project
 * @param setting what was the same for all, by name
 * @param ratios of the reference to every other contender
 */
public record Comparison(
        String schema,
        String title,
        List<String> about,
        Instant startedAt,
        String command,
        Machine machine,
        Map<String, String> setting,
        List<Contender> contenders,
        List<Ratio> ratios) {

    public static final String SCHEMA = "coupon-rush/comparison/1";

    public Comparison {
        about = List.copyOf(about);
        setting = Collections.unmodifiableMap(new LinkedHashMap<>(setting));
        contenders = List.copyOf(contenders);
        ratios = List.copyOf(ratios);
        if (contenders.isEmpty()) {
            throw new IllegalArgumentException("nobody to compare");
        }
    }

    /**
     * @param reference id of the contender that the others are measured against; without it there
     *     are no ratios
     */
    public static Comparison of(
            String title,
            List<String> about,
            Instant startedAt,
            String command,
            Map<String, String> setting,
            String reference,
            List<Contender> contenders) {
        return new Comparison(
                SCHEMA,
                title,
                about,
                startedAt,
                command,
                Machine.here(),
                setting,
                contenders,
                ratios(reference, contenders));
    }

    /** Whether every contender kept its books clean in every round. */
    public boolean kept() {
        return contenders.stream().allMatch(Contender::kept);
    }

    private static List<Ratio> ratios(String reference, List<Contender> contenders) {
        List<Ratio> ratios = new ArrayList<>();
        for (Contender above : contenders) {
            if (above.id().equals(reference)) {
                for (Contender below : contenders) {
                    if (!below.id().equals(reference)) {
                        for (Ratio.Measure measure : Ratio.Measure.values()) {
                            ratios.add(Ratio.of(measure, above, below));
                        }
                    }
                }
            }
        }
        return ratios;
    }
}
