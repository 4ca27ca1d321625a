package io.couponrush.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.chrome.ChromeDriver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a tab has ever shown. */
final class Sightings {

    /** Writes down every position and headline that was ever shown, over refreshes. */
    private static final String RECORDER =
            """
            addEventListener("DOMContentLoaded", () => {
              const figure = document.querySelector("#figure");
              if (!figure) return;
              const note = () => {
                if (window.forgotten) return; // the page lives until the next one is there
                const view = document.body.dataset.view;
                const seen = JSON.parse(sessionStorage.getItem("seen") ?? "[]");
                const line = `${view} ${figure.textContent}`;
                if (seen.at(-1) !== line) {
                  sessionStorage.setItem("seen", JSON.stringify([...seen, line]));
                }
              };
              new MutationObserver(note).observe(document.body, {
                subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-view"],
              });
            });
            """;

    private Sightings() {}

    /** From the next page on. */
    static void begin(ChromeDriver driver) {
        driver.executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", RECORDER));
    }

    /** Every "view figure", in order. */
    static List<String> of(ChromeDriver driver) {
        Object seen =
                driver.executeScript("return JSON.parse(sessionStorage.getItem('seen') ?? '[]')");
        List<String> lines = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(seen)).forEach(line -> lines.add((String) line));
        return lines;
    }

    static void assertThatNoPositionGrew(ChromeDriver driver) {
        List<Integer> positions =
                of(driver).stream()
                        .filter(line -> line.matches("queued ([0-9,]+|Next|다음)"))
                        .map(line -> line.substring("queued ".length()).replace(",", ""))
                        .map(figure -> figure.matches("\\d+") ? Integer.parseInt(figure) : 0)
                        .toList();
        assertThat(positions).isSortedAccordingTo((a, b) -> b - a);
    }
}
