package io.couponrush.gateway.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.MediaType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All pages and their assets, made once at start-up. An asset is published under a name that holds
 * the digest of its content, references included: what such a name stands for never changes, so it
 * may be cached for ever. Spring's version resolver rewrites references in style sheets only; here
 * scripts import each other as well.
 */
final class Site {

    private static final String FRAME = "frame.html";

    /** A quoted {@code /assets/name} of a page, or {@code ./name} of a script or style sheet. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?<=[\"'(])(/assets/|\\./)([a-z][a-z-]*\\.(?:js|css|svg))(?=[\"')])");

    /** A part that several pages share. */
    private static final Pattern INCLUDE = Pattern.compile("<!-- include ([a-z-]+\\.html) -->");

    private static final Map<String, MediaType> TYPES =
            Map.of(
                    "js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
                    "css", MediaType.parseMediaType("text/css;charset=UTF-8"),
                    "svg", MediaType.parseMediaType("image/svg+xml;charset=UTF-8"));
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Map<String, String> sources;
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, SiteFile> assets = new HashMap<>();

    /**
     * @param sources text by file name: scripts, styles, icons, and the parts of pages
     */
    Site(Map<String, String> sources) {
        this.sources = Map.copyOf(sources);
    }

    /**
     * A page: the frame that all share, with this content.
     *
     * @throws IllegalStateException if anything refers to a file that is not there, or in a circle
     */
    SiteFile page(String content) {
        String html = source(FRAME).replace("<!-- content -->", included(source(content)));
        String preloads =
                modulesOf(html).stream()
                        .map(name -> "<link rel=\"modulepreload\" href=\"/assets/" + name + "\">")
                        .collect(Collectors.joining("\n"));
        String whole = rewrite(html.replace("<!-- preloads -->", preloads), new ArrayDeque<>());
        return SiteFile.of(HTML, whole.getBytes(UTF_8));
    }

    /** By published name: all that a page made so far refers to, however far down. */
    Map<String, SiteFile> assets() {
        return Map.copyOf(assets);
    }

    private String included(String html) {
        return INCLUDE.matcher(html)
                .replaceAll(part -> Matcher.quoteReplacement(source(part.group(1)).strip()));
    }

    /** Scripts are found three imports deep; told at once they load side by side. */
    private SequencedSet<String> modulesOf(String html) {
        SequencedSet<String> found = new LinkedHashSet<>();
        Matcher scripts =
                Pattern.compile("type=\"module\" src=\"/assets/([a-z-]+\\.js)\"").matcher(html);
        while (scripts.find()) {
            imports(scripts.group(1), found);
        }
        return found;
    }

    private void imports(String script, SequencedSet<String> found) {
        if (found.add(script)) {
            Matcher references = REFERENCE.matcher(source(script));
            while (references.find()) {
                imports(references.group(2), found);
            }
        }
    }

    private String rewrite(String text, Deque<String> within) {
        return REFERENCE
                .matcher(text)
                .replaceAll(found -> found.group(1) + publish(found.group(2), within));
    }

    private String publish(String name, Deque<String> within) {
        String known = published.get(name);
        if (known != null) {
            return known;
        }
        if (within.contains(name)) {
            throw new IllegalStateException("files refer to each other: " + within + " " + name);
        }
        within.push(name);
        int dot = name.lastIndexOf('.');
        MediaType type = Objects.requireNonNull(TYPES.get(name.substring(dot + 1)));
        SiteFile file = SiteFile.of(type, rewrite(source(name), within).getBytes(UTF_8));
        within.pop();
        String unique = name.substring(0, dot) + "." + file.digest() + name.substring(dot);
        published.put(name, unique);
        assets.put(unique, file);
        return unique;
    }

    private String source(String name) {
        String text = sources.get(name);
        if (text == null) {
            throw new IllegalStateException("no such file of the site: " + name);
        }
        return text;
    }
}
