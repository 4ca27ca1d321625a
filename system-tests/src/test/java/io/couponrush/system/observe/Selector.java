package io.couponrush.system.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression takes from Prometheus: a metric, and what its labels must be.
 *
 * @param labels each as it stands there
 */
record Selector(String metric, List<Label> labels) {

    /**
     * A name, with {@code {…}} after it or not; functions have a bracket, labels don't come here.
     */
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w:.])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*\\}|\\(?)");

    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    /** Lists of labels; text; windows. */
    private static final Pattern NO_METRIC =
            Pattern.compile(
                    "\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\[[^]]*\\]");

    /** An aggregation stands here whose labels come first: sum by (le) (…). */
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "max", "min");

    /**
     * @param operator =, !=, =~ or !~
     */
    record Label(String name, String operator, String value) {

        /** The values it names; a pattern that is no list of words stands for itself. */
        List<String> named() {
            boolean words = operator.indexOf('~') < 0 || value.matches("[\\w|-]+");
            return words ? List.of(value.split("\\|", -1)) : List.of();
        }
    }

    static List<Selector> in(String expr) {
        List<Selector> found = new ArrayList<>();
        Matcher names = NAME.matcher(NO_METRIC.matcher(expr).replaceAll(" "));
        while (names.find()) {
            String name = names.group(1);
            String rest = names.group(2);
            if (!rest.equals("(") && !WORDS.contains(name)) {
                found.add(new Selector(name, labels(rest)));
            }
        }
        return found;
    }

    private static List<Label> labels(String braces) {
        List<Label> labels = new ArrayList<>();
        Matcher each = LABEL.matcher(braces);
        while (each.find()) {
            labels.add(new Label(each.group(1), each.group(2), each.group(3)));
        }
        return labels;
    }
}
