package io.couponrush.worker.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

class CsvFileTest {

    @Test
    void isWhatRfc4180Says() throws IOException {
        assertThat(written("plain", "with, comma", "with \"quotes\"", "two\r\nlines", "", "쿠폰"))
                .isEqualTo(
                        "plain,\"with, comma\",\"with \"\"quotes\"\"\",\"two\r\nlines\",,쿠폰\r\n");
    }

    /** A spreadsheet would run it as a formula. */
    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-user.name"})
    void noCellBeginsAsAFormulaDoes(String cell) throws IOException {
        assertThat(written("a", cell).substring("a,".length()).replaceFirst("^\"", ""))
                .startsWith("'" + cell);
    }

    @Test
    void aDeadReaderIsNoticed() {
        OutputStream dead =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                };
        CsvFile file = new CsvFile(dead);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                file.line(List.of("a".repeat(100)));
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static String written(String... cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvFile file = new CsvFile(out);
        file.line(List.of(cells));
        file.finish();
        return out.toString(UTF_8);
    }
}
