package io.couponrush.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.observe.Dashboards.Dashboard;
import io.couponrush.system.observe.Installed.Ran;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be said of the dashboards without a server. */
@Execution(ExecutionMode.CONCURRENT) // programs of their own
class DashboardFilesTest {

    @TempDir private Path temp;

    /** Links and alerts name them. */
    @Test
    void theirIdsAreStable() {
        assertThat(Dashboards.all())
                .extracting(Dashboard::uid)
                .containsExactly(
                        "rush-event",
                        "rush-guarantees",
                        "rush-jvm",
                        "rush-pipeline",
                        "rush-versions");
        for (Path file : Dashboards.files()) {
            assertThat(file.getFileName().toString())
                    .isEqualTo(Dashboards.json(file).path("uid").asString() + ".json");
        }
    }

    @Test
    void theyAskTheProvisionedDataSource() {
        Map<?, ?> file = Rules.load("grafana/provisioning/datasources/prometheus.yaml");
        List<?> sources = Rules.list(file, "datasources").map(it -> it.get("uid")).toList();
        for (Path dashboard : Dashboards.files()) {
            Set<String> asked = new HashSet<>();
            for (JsonNode panel : Dashboards.json(dashboard).path("panels").values()) {
                asked.add(panel.at("/datasource/uid").asString());
                panel.path("targets")
                        .values()
                        .forEach(target -> asked.add(target.at("/datasource/uid").asString()));
            }
            assertThat(asked)
                    .containsExactlyElementsOf(sources.stream().map(String::valueOf).toList());
        }
    }

    /** By the types of the npm package @grafana/schema; see grafana/check. */
    @Test
    void theyAreOfTheShapeThatGrafanaPublishes() {
        String check = Installed.HOME.resolve("grafana/check").toString();
        Ran fetched =
                Installed.run(
                        temp.resolve("npm.log"),
                        "npm",
                        "ci",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                        check);
        assertThat(fetched.ok()).as(fetched.output()).isTrue();

        Ran checked = Installed.run(temp.resolve("check.log"), "node", check + "/check.js");
        assertThat(checked.ok()).as(checked.output()).isTrue();
        assertThat(checked.output()).contains("5 dashboards, 0 complaints");
    }
}
