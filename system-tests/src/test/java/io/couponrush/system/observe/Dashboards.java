package io.couponrush.system.observe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's dashboards, as Grafana gets them. */
final class Dashboards {

    private static final Path FOLDER = Installed.HOME.resolve("grafana/dashboards");

    private Dashboards() {}

    record Dashboard(String uid, String title, String datasource, List<Panel> panels) {}

    record Panel(String title, String type, String unit, List<Query> queries) {}

    /**
     * @param legend with the names of labels in it
     */
    record Query(String expr, String legend) {}

    static List<Dashboard> all() {
        return files().stream().map(Dashboards::read).toList();
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        JsonNode json = json(file);
        return new Dashboard(
                json.path("uid").asString(),
                json.path("title").asString(),
                json.at("/panels/0/datasource/uid").asString(),
                json.path("panels").values().stream().map(Dashboards::panel).toList());
    }

    private static Panel panel(JsonNode panel) {
        return new Panel(
                panel.path("title").asString(),
                panel.path("type").asString(),
                panel.at("/fieldConfig/defaults/unit").asString(),
                panel.path("targets").values().stream()
                        .map(
                                target ->
                                        new Query(
                                                target.path("expr").asString(),
                                                target.path("legendFormat").asString()))
                        .toList());
    }
}
