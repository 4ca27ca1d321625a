package io.couponrush.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

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
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ["violations"]}).then(
              (found) => done(found.violations
                .filter(({impact}) => impact === "serious" || impact === "critical")
                .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(({html}) => html).join(" | ")}`)),
              (error) => done([String(error)]));
            """;

    private Axe() {}

    /** No finding that axe calls serious or critical. */
    static void assertThatPageIsAccessible(ChromeDriver driver, String what) {
        driver.executeScript(SCRIPT);
        Object found = driver.executeAsyncScript(FINDINGS);
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
