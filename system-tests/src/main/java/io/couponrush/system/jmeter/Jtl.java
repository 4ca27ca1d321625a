package io.couponrush.system.jmeter;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads JMeter's own log of samples, CSV with a header. */
final class Jtl {

    private Jtl() {}

    /**
     * @throws IllegalStateException if a column is missing or isn't what it should be
     */
    static List<Sample> read(Path file) {
        List<Sample> samples = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : lines) {
                samples.add(sample(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        } catch (NoSuchFieldException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "%s, sample %d: %s".formatted(file, samples.size() + 1, e.getMessage()), e);
        }
        return samples;
    }

    private static Sample sample(NamedCsvRecord line) throws NoSuchFieldException {
        return new Sample(
                field(line, "label"),
                Long.parseLong(field(line, "timeStamp")),
                Long.parseLong(field(line, "elapsed")),
                field(line, "responseCode"),
                Boolean.parseBoolean(field(line, "success")),
                Long.parseLong(field(line, "user")),
                field(line, "kind"));
    }

    private static String field(NamedCsvRecord line, String name) throws NoSuchFieldException {
        return line.findField(name)
                .orElseThrow(() -> new NoSuchFieldException("no column " + name));
    }
}
