package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class StackOptionsTest {

    @Test
    void areTemporaryOnFreePortsUnlessToldOtherwise() {
        StackOptions options = StackOptions.temporary();
        assertThat(options.dataDirectory()).isNull();
        assertThat(options.ports()).isEmpty();
        assertThat(options.progress()).isSameAs(Progress.SILENT);
    }

    @Test
    void addUp() {
        Progress progress = new Progress() {};
        StackOptions options =
                StackOptions.keptIn(Path.of("data"))
                        .withPort(PartName.REDIS, 6379)
                        .withPort(PartName.KAFKA, 9092)
                        .withProgress(progress);
        assertThat(options.dataDirectory()).isAbsolute().endsWithRaw(Path.of("data"));
        assertThat(options.ports())
                .containsEntry(PartName.REDIS, 6379)
                .containsEntry(PartName.KAFKA, 9092)
                .hasSize(2);
        assertThat(options.progress()).isSameAs(progress);
    }

    @Test
    void refusePortsThatAreNone() {
        StackOptions options = StackOptions.temporary();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withPort(PartName.REDIS, 0))
                .withMessageContaining("REDIS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withPort(PartName.REDIS, 65_536));
    }
}
