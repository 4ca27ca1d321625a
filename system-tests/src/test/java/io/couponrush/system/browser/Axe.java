package io.couponrush.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** axe-core, run in the page that is open. */
final class Axe {

    private static final String SCRIPT = read();

    private static final String FINDINGS =
            """
            const [rules, done] = arguments;
            const options = {resultTypes: ["violations"]};
            if (rules) {
              options.runOnly = {type: "rule", values: rules};
            }
            axe.run(document, options).then(
              (found) => done(found.violations
                .filter(({impact}) => impact === "serious" || impact === "critical")
                .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(({html}) => html).join(" | ")}`)),
              (error) => done([String(error)]));
            """;

    private Axe() {}

    /** No finding that axe calls serious or critical. */
    static void assertThatPageIsAccessible(ChromeDriver driver, String what) {
        assertThatNothingIsFound(driver, null, what);
    }

    /** Of all that axe looks at, what depends on the theme. */
    static void assertThatColoursAreReadable(ChromeDriver driver, String what) {
        assertThatNothingIsFound(driver, List.of("color-contrast", "link-in-text-block"), what);
    }

    private static void assertThatNothingIsFound(
            ChromeDriver driver, @Nullable List<String> rules, String what) {
        driver.executeScript(SCRIPT);
        Object found = driver.executeAsyncScript(FINDINGS, rules);
        assertThat((List<?>) Objects.requireNonNull(found)).as(what).isEmpty();
    }

    private static String read() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
