package io.couponrush.system.observe;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The project's rules, as they stand in their files. */
final class Rules {

    private Rules() {}

    /**
     * @param name of the alert, or of what is recorded
     */
    record Rule(String name, boolean alert, String expr, String runbook) {}

    static List<Rule> all() {
        return Stream.of("recording.yml", "alerts.yml")
                .map(file -> load("prometheus/rules/" + file))
                .flatMap(file -> list(file, "groups"))
                .flatMap(group -> list(group, "rules"))
                .map(Rules::rule)
                .toList();
    }

    static List<Rule> alerts() {
        return all().stream().filter(Rule::alert).toList();
    }

    static Map<?, ?> load(String file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Installed.HOME.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Map<?, ?>> list(Map<?, ?> of, String key) {
        return of.get(key) instanceof List<?> list
                ? list.stream().map(item -> (Map<?, ?>) item)
                : Stream.empty();
    }

    private static Rule rule(Map<?, ?> rule) {
        boolean alert = rule.containsKey("alert");
        String runbook =
                rule.get("annotations") instanceof Map<?, ?> notes ? "" + notes.get("runbook") : "";
        return new Rule(
                "" + rule.get(alert ? "alert" : "record"),
                alert,
                ("" + rule.get("expr")).strip(),
                runbook);
    }
}
