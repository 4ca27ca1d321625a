package io.couponrush.system.console;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a measurement leaves: a page for people and the same numbers for machines. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes KIND-DATE.md and KIND-DATE.json and shows the page.
     *
     * @param page Markdown
     */
    public static void write(
            Path folder, String kind, Instant startedAt, String page, Object report, Screen screen)
            throws IOException {
        Files.createDirectories(folder);
        String name = kind + "-" + LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
        Files.writeString(folder.resolve(name + ".md"), page);
        Files.writeString(
                folder.resolve(name + ".json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                        + "\n");
        screen.line("%n%s", page);
        screen.line("Written to %s.md and .json", folder.resolve(name));
    }
}
