package io.couponrush.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.gateway.meters.GatewayMeters.Answer;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class TextsTest {

    @Test
    void bothLanguagesSayTheSameThings() throws Exception {
        assertThat(texts("ko").keySet()).isEqualTo(texts("en").keySet());
        assertThat(texts("en")).hasSizeGreaterThan(100);
    }

    @Test
    void bothLanguagesFillInTheSameValues() throws Exception {
        Map<String, String> korean = texts("ko");
        texts("en")
                .forEach(
                        (key, text) ->
                                assertThat(placeholders(korean.getOrDefault(key, "")))
                                        .as(key)
                                        .isEqualTo(placeholders(text)));
    }

    @Test
    void noTextIsEmpty() throws Exception {
        assertThat(texts("en").values()).noneMatch(String::isBlank);
        assertThat(texts("ko").values()).noneMatch(String::isBlank);
    }

    /** In markup and scripts, as far as they are written out. */
    @Test
    void everyKeyThatIsAskedForIsThere() throws Exception {
        Set<String> known = texts("en").keySet();
        Pattern asked = Pattern.compile("data-t(?:-label)?=\"([^\"]+)\"|\\bt\\(\"([^\"]+)\"");
        Set<String> missing = new TreeSet<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:io/couponrush/gateway/pages/site/*")) {
            asked.matcher(file.getContentAsString(UTF_8))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .filter(key -> !known.contains(key) && !known.contains(key + ".other"))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    /** Else claims so answered would be in no line of the live view. */
    @Test
    void everyAnswerToAClaimHasALineAndAWord() throws Exception {
        Set<String> answers =
                Arrays.stream(Answer.values())
                        .map(answer -> answer.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        String script =
                new ClassPathResource("io/couponrush/gateway/pages/site/admin-meters.js")
                        .getContentAsString(UTF_8);
        String lines = script.replaceFirst("(?s).*const ANSWERS = \\[(.*?)].*", "$1");

        assertThat(Pattern.compile("\"(\\w+)\"").matcher(lines).results())
                .extracting(line -> line.group(1))
                .as("at most twelve can be told apart, see admin-chart.js")
                .hasSizeLessThanOrEqualTo(12)
                .containsExactlyInAnyOrderElementsOf(answers);
        assertThat(texts("en").keySet())
                .containsAll(answers.stream().map("admin.answer."::concat).toList());
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Of all pages; no key stands in two modules. A module is a JSON object behind {@code export
     * default}.
     */
    private static Map<String, String> texts(String language) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver()
                        .getResources(
                                "classpath:io/couponrush/gateway/pages/site/*text-"
                                        + language
                                        + ".js")) {
            String module = file.getContentAsString(UTF_8).strip();
            assertThat(module).startsWith("export default {").endsWith("};");
            String json = module.substring("export default ".length(), module.length() - 1);
            JsonMapper.shared()
                    .readValue(json, new TypeReference<Map<String, String>>() {})
                    .forEach((key, text) -> assertThat(all.put(key, text)).as(key).isNull());
        }
        return all;
    }
}
