package io.couponrush.system.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pieces of a page. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Cells are HTML; the first of a row is its heading. */
    static String table(
            String style, String caption, List<String> headings, List<List<String>> rows) {
        return """
        <div class="scroll" tabindex="0" role="region" aria-label="%1$s">
        <table class="%4$s">
        <caption>%1$s</caption>
        <thead><tr>%2$s</tr></thead>
        <tbody>
        %3$s
        </tbody>
        </table>
        </div>
        """
                .formatted(
                        escaped(caption),
                        headings.stream()
                                .map(heading -> "<th scope=\"col\">" + heading + "</th>")
                                .collect(Collectors.joining()),
                        rows.stream().map(Html::row).collect(Collectors.joining("\n")),
                        style);
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .skip(1)
                .map(cell -> "<td>" + cell + "</td>")
                .collect(
                        Collectors.joining(
                                "",
                                "<tr><th scope=\"row\">" + cells.getFirst() + "</th>",
                                "</tr>"));
    }

    static String mark(Contender contender) {
        return "<span class=\"mark h%d\"></span>".formatted(contender.hue());
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three digits are enough for something measured. */
    static String number(double value) {
        if (value >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    static String spread(Spread spread) {
        return "%s <small>%s–%s</small>"
                .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
    }
}
