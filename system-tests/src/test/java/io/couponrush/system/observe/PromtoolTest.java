package io.couponrush.system.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.observe.Installed.Ran;
import io.couponrush.system.observe.Rules.Rule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Configuration, rules and their cases, by Prometheus' own tool. */
@Execution(ExecutionMode.CONCURRENT) // programs of their own
class PromtoolTest {

    private static final String CASES = "prometheus/tests/alerts.yml";

    private static final String CLUSTER = "deploy/kubernetes/monitoring/scrape.yml";

    @TempDir private Path temp;

    @Test
    void theConfigurationIsValid() {
        assertRuns("check", "config", "prometheus/prometheus.yml");
    }

    /**
     * Debian's promtool is built without Kubernetes: a pod, once for each of its ports, stands
     * where the cluster would be asked.
     */
    @Test
    void theScrapeOfAClusterGivesThePodsTheJobsThatTheRulesAskFor() throws IOException {
        String scrape = Files.readString(Installed.HOME.resolve(CLUSTER));
        int asked = scrape.indexOf("    kubernetes_sd_configs:");
        int after = scrape.indexOf("    relabel_configs:");
        Path instead =
                Files.writeString(
                        temp.resolve("scrape.yml"),
                        scrape.substring(0, asked)
                                + "    static_configs:\n"
                                + pod(8080, "http")
                                + pod(8081, "management")
                                + scrape.substring(after));

        Ran ran =
                Installed.run(
                        temp.resolve("promtool.log"),
                        "promtool",
                        "check",
                        "service-discovery",
                        "--timeout=5s",
                        instead.toString(),
                        "coupon-rush");

        assertThat(ran.ok()).as(ran.output()).isTrue();
        String targets = ran.output().replaceAll("\\s", "");
        assertThat(targets)
                .containsPattern(
                        "\"labels\":\\{\"__address__\":\"10.0.0.7:8081\","
                                + "\"__metrics_path__\":\"/actuator/x\",[^}]*"
                                + "\"instance\":\"gateway-1\",\"job\":\"gateway\"}")
                .containsOnlyOnce("\"labels\":{}"); // the port for people is dropped
    }

    private static String pod(int port, String name) {
        return """
        - targets: ["10.0.0.7:%d"]
          labels:
            __meta_kubernetes_pod_container_port_name: %s
            __meta_kubernetes_pod_annotation_prometheus_io_scrape: "true"
            __meta_kubernetes_pod_annotation_prometheus_io_path: /actuator/x
            __meta_kubernetes_pod_label_app: gateway
            __meta_kubernetes_pod_name: gateway-1
        """
                .formatted(port, name)
                .indent(6);
    }

    @Test
    void everyAlertFiresAndResolvesAsItsCaseSays() {
        assertRuns("test", "rules", CASES);
    }

    @Test
    void everyAlertHasACaseInWhichItFiresAndThenDoesNot() {
        Set<String> fires = new HashSet<>();
        Set<String> resolves = new HashSet<>();
        Rules.list(Rules.load(CASES), "tests")
                .forEach(
                        test ->
                                Rules.list(test, "alert_rule_test")
                                        .forEach(
                                                look -> {
                                                    String alert = "" + look.get("alertname");
                                                    if (look.get("exp_alerts") instanceof List<?> l
                                                            && !l.isEmpty()) {
                                                        fires.add(alert);
                                                    } else if (fires.contains(alert)) {
                                                        resolves.add(alert);
                                                    }
                                                }));
        Set<String> alerts = new HashSet<>(Rules.alerts().stream().map(Rule::name).toList());

        assertThat(alerts).hasSizeGreaterThanOrEqualTo(12);
        assertThat(fires).isEqualTo(alerts);
        assertThat(resolves).isEqualTo(alerts);
    }

    /** An anchor is what a heading becomes: lower case, without punctuation. */
    @Test
    void everyAlertPointsToItsPlaceInTheRunbook() throws IOException {
        List<String> headings =
                Files.readString(Installed.HOME.resolve("docs/runbook.md"))
                        .lines()
                        .filter(line -> line.startsWith("### "))
                        .map(line -> line.substring(4).strip())
                        .toList();
        for (Rule alert : Rules.alerts()) {
            assertThat(headings).contains(alert.name());
            assertThat(alert.runbook())
                    .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
        }
    }

    private void assertRuns(String... arguments) {
        Ran ran = Installed.run(temp.resolve("promtool.log"), "promtool", arguments);
        assertThat(ran.ok()).as(ran.output()).isTrue();
    }
}
