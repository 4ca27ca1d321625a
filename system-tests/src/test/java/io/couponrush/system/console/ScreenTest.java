package io.couponrush.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

class ScreenTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);

    @Test
    void keepsResultsAndProgressApart() {
        screen.line("%,d rows", 1_000);
        try (Progress progress = screen.begin("claims", 10)) {
            progress.note("so far");
            progress.reached(10);
        }

        assertThat(out.toString(UTF_8)).isEqualTo("1,000 rows\n");
        assertThat(err.toString(UTF_8)).isEqualTo("claims: 10 of 10 so far\n");
    }

    @Test
    void aPipeGetsFewLinesHoweverOftenProgressIsMade() {
        try (Progress progress = screen.begin("claims", 100_000)) {
            for (int i = 1; i <= 100_000; i++) {
                progress.reached(i);
            }
        }

        assertThat(err.toString(UTF_8).lines().count()).isLessThan(100);
        assertThat(err.toString(UTF_8)).endsWith("claims: 100,000 of 100,000 \n");
    }
}
