package io.couponrush.system.compare;

import static io.couponrush.system.compare.Sample.comparison;
import static io.couponrush.system.compare.Sample.contender;
import static io.couponrush.system.compare.Sample.round;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ComparisonPageTest {

    private static final Comparison COMPARISON =
            comparison(
                    contender("slow", 0, round(1, 123, 800), round(2, 246, 400)),
                    contender(
                            "wrong",
                            1,
                            round(1, 700, 90, new Books(4_000, 4_321, 321, 0, 0, 17)),
                            round(2, 700, 90)),
                    contender("fast", 2, round(1, 1_234, 80), round(2, 1_235, 81)));

    private final String page = ComparisonPage.html(COMPARISON);
    private final String withoutScripts =
            Pattern.compile("<script.*?</script>", Pattern.DOTALL).matcher(page).replaceAll("");

    @Test
    void theNumbersAreThereWithoutAScript() {
        assertThat(withoutScripts)
                .contains("1,234–1,235")
                .contains("123–246")
                .contains("409 SOLD_OUT&nbsp;997")
                .contains("<b>fast</b> has <b class=\"times\">")
                .contains(" cores, ")
                .contains("Said to a stranger.")
                .contains("./rush compare --rounds 2")
                .contains("Roads &amp; rounds");
    }

    @Test
    void aBrokenPromiseIsSeen() {
        assertThat(withoutScripts).contains("✗ broken").contains("<td>321</td>", "<td>17</td>");
        assertThat(withoutScripts.split("✗ broken", -1)).hasSize(2);
        assertThat(withoutScripts.split("✓ kept", -1)).hasSize(6);
    }

    @Test
    void nothingComesFromElsewhere() {
        assertThat(withoutScripts)
                .contains("default-src 'none'")
                .doesNotContain("<link", "<img", "@import", "url(", " src=")
                .doesNotContainPattern("href=\"(https?:)?//");
        assertThat(page).doesNotContain("<script src").doesNotContain("sourceMappingURL");
    }

    /** Whatever a text holds, it ends neither the script nor the element it stands in. */
    @Test
    void textStaysText() {
        assertThat(withoutScripts)
                .contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("alert(1)</script>");
        assertThat(data().at("/setting/load").stringValue()).isEqualTo(Sample.HOSTILE);
    }

    @Test
    void theJsonBesideThePageIsWhatThePageIsMadeOf(@TempDir Path folder) throws Exception {
        Path file = ComparisonPage.write(COMPARISON, folder.resolve("new").resolve("folder"));

        assertThat(file).hasContent(page);
        JsonNode json =
                JsonMapper.shared().readTree(file.resolveSibling("comparison.json").toFile());
        assertThat(json).isEqualTo(data());
        assertThat(json.required("schema").stringValue()).isEqualTo(Comparison.SCHEMA);
        assertThat(json.at("/contenders/2/rounds/1/issuedPerSecond").doubleValue())
                .isEqualTo(1_235);
        assertThat(json.at("/contenders/0/rounds/0/timeline/answers").values())
                .extracting(JsonNode::intValue)
                .containsExactly(2, 1);
    }

    @Test
    void everyChartHasAPlaceAndAFunction() {
        Matcher places = Pattern.compile("data-chart=\"(\\w+)\"").matcher(page);
        int count = 0;
        while (places.find()) {
            count++;
            assertThat(page).containsPattern("(?m)^    " + places.group(1) + "(:|,)");
        }
        assertThat(count).isEqualTo(7);
    }

    private JsonNode data() {
        Matcher data =
                Pattern.compile(
                                "<script type=\"application/json\""
                                        + " id=\"comparison\">(.*?)</script>",
                                Pattern.DOTALL)
                        .matcher(page);
        assertThat(data.find()).isTrue();
        return JsonMapper.shared().readTree(data.group(1));
    }
}
