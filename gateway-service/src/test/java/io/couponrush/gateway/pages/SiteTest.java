package io.couponrush.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

class SiteTest {

    private static final Map<String, String> SOURCES =
            Map.of(
                    "frame.html",
                    "<head><!-- preloads --><link href=\"/assets/style.css\"></head><!-- content"
                            + " -->",
                    "page.html",
                    "<main></main><script type=\"module\" src=\"/assets/page.js\"></script>",
                    "style.css",
                    "a { background: url(\"./dot.svg\") }",
                    "dot.svg",
                    "<svg/>",
                    "page.js",
                    "import { a } from \"./lib.js\";",
                    "lib.js",
                    "export const a = 1;");

    @Test
    void anAssetIsNamedByItsContentAndByWhatItRefersTo() {
        Site before = new Site(SOURCES);
        before.page("page.html");
        Site after = new Site(with("lib.js", "export const a = 2;"));
        after.page("page.html");

        assertThat(before.assets().keySet())
                .allMatch(name -> name.matches(".+\\.[0-9a-f]{12}\\..+"));
        assertThat(before.assets()).hasSize(4);
        assertThat(after.assets().keySet())
                .as("style and picture keep their names, both scripts get new ones")
                .hasSize(4)
                .filteredOn(before.assets()::containsKey)
                .allMatch(name -> name.startsWith("style.") || name.startsWith("dot."))
                .hasSize(2);
    }

    @Test
    void everyReferenceLeadsToAnAsset() {
        Site site = new Site(SOURCES);
        String page = text(site.page("page.html"));

        String script = nameOf(site, "page");
        String library = nameOf(site, "lib");
        assertThat(page)
                .contains("<script type=\"module\" src=\"/assets/" + script + "\">")
                .contains("<link rel=\"modulepreload\" href=\"/assets/" + library + "\">")
                .contains("<link href=\"/assets/" + nameOf(site, "style") + "\">");
        assertThat(text(fileOf(site, "page")))
                .isEqualTo("import { a } from \"./" + library + "\";");
        assertThat(text(fileOf(site, "style"))).contains("\"./" + nameOf(site, "dot"));
    }

    @Test
    void aPartMayBeSharedByPages() {
        Site site =
                new Site(
                        with(
                                Map.of(
                                        "page.html",
                                        "<main><!-- include part.html --></main>",
                                        "part.html",
                                        "<p>a $1 part</p>\n")));

        assertThat(text(site.page("page.html"))).contains("<main><p>a $1 part</p></main>");
    }

    @Test
    void aReferenceToNothingStopsTheStart() {
        Site site = new Site(with("lib.js", "import \"./gone.js\";"));

        assertThatThrownBy(() -> site.page("page.html")).hasMessageContaining("gone.js");
    }

    @Test
    void aCircleStopsTheStart() {
        Site site = new Site(with("lib.js", "import \"./page.js\";"));

        assertThatThrownBy(() -> site.page("page.html"))
                .hasMessageContaining("refer to each other");
    }

    private static Map<String, String> with(String name, String text) {
        return with(Map.of(name, text));
    }

    private static Map<String, String> with(Map<String, String> others) {
        Map<String, String> sources = new HashMap<>(SOURCES);
        sources.putAll(others);
        return sources;
    }

    private static String nameOf(Site site, String stem) {
        return site.assets().keySet().stream()
                .filter(name -> name.startsWith(stem + "."))
                .findFirst()
                .orElseThrow();
    }

    private static SiteFile fileOf(Site site, String stem) {
        return Objects.requireNonNull(site.assets().get(nameOf(site, stem)));
    }

    private static String text(SiteFile file) {
        return new String(file.plain(), UTF_8);
    }
}
