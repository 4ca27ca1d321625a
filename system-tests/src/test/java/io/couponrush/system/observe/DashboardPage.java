package io.couponrush.system.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.system.observe.Dashboards.Dashboard;
import io.couponrush.system.observe.Dashboards.Panel;
import io.couponrush.system.observe.PromApi.Series;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a dashboard's queries returned, drawn by Chart.js into one file: for a person to look, where
 * no Grafana runs. It shows the numbers, not Grafana's panels.
 */
final class DashboardPage {

    private static final String CHART_JS =
            "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private DashboardPage() {}

    /**
     * @param lines by legend, of each panel
     */
    static Path write(Dashboard dashboard, Map<Panel, Map<String, Series>> lines, Path folder) {
        List<Map<String, ?>> panels =
                lines.entrySet().stream()
                        .<Map<String, ?>>map(
                                it ->
                                        Map.of(
                                                "title", it.getKey().title(),
                                                "type", it.getKey().type(),
                                                "unit", it.getKey().unit(),
                                                "lines",
                                                        it.getValue().entrySet().stream()
                                                                .map(DashboardPage::line)
                                                                .toList()))
                        .toList();
        String data =
                JsonMapper.shared()
                        .writeValueAsString(Map.of("title", dashboard.title(), "panels", panels));
        String page =
                resource("dashboard.html")
                        // a "<" could end the element that the JSON stands in
                        .replace("{{data}}", data.replace("<", "\\u003c"))
                        .replace("{{library}}", resource(CHART_JS));
        try {
            return Files.writeString(folder.resolve(dashboard.uid() + ".html"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ?> line(Map.Entry<String, Series> line) {
        return Map.of("legend", line.getKey(), "points", line.getValue().points());
    }

    private static String resource(String name) {
        try (InputStream bytes = DashboardPage.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(bytes.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
