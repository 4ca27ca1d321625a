package io.couponrush.worker.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines as RFC 4180 has them, UTF-8, for people who will open them in a spreadsheet. */
final class CsvFile {

    /** With what a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final OutputStreamWriter text;
    private final CsvWriter csv;

    CsvFile(OutputStream out) {
        text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    }

    void line(List<String> cells) throws IOException {
        try {
            csv.writeRecord(cells.stream().map(CsvFile::harmless).toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** To be called at the end, and only if that is a good one. */
    void finish() throws IOException {
        csv.flush();
        text.flush();
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
