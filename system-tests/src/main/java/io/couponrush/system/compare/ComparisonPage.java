package io.couponrush.system.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a comparison as one file that needs nothing else: style, script, charts and numbers are in
 * it. The tables are made here, so that they are there without a script, too; the charts are drawn
 * by Chart.js from the same JSON.
 */
public final class ComparisonPage {

    private static final String CHART_JS =
            "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ComparisonPage() {}

    /**
     * Leaves index.html and comparison.json.
     *
     * @param folder made if it isn't there
     * @return the page
     */
    public static Path write(Comparison comparison, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("comparison.json"), json(comparison) + "\n");
            return Files.writeString(folder.resolve("index.html"), html(comparison));
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the comparison to " + folder, e);
        }
    }

    static String json(Comparison comparison) {
        return JSON.writeValueAsString(comparison);
    }

    static String html(Comparison comparison) {
        PageText text = new PageText(comparison);
        Map<String, String> slots =
                Map.of(
                        "title", Html.escaped(comparison.title()),
                        "about", text.about(),
                        "headline", text.headline(),
                        "contenders", text.contenders(),
                        "numbers", text.numbers(),
                        "books", text.books(),
                        "setting", text.setting(),
                        "style", resource("page.css"),
                        // a "<" could end the element that the JSON stands in
                        "data", json(comparison).replace("<", "\\u003c"),
                        "script",
                                resource(CHART_JS).replaceAll("(?m)^//# sourceMappingURL=.*$", "")
                                        + "\n"
                                        + resource("page.js"));
        return SLOT.matcher(resource("page.html"))
                .replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
    }

    private static String resource(String name) {
        try (InputStream bytes = ComparisonPage.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(bytes.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
