package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

class BootJarTest {

    private static final String MODULE = "some-service";

    @TempDir private Path home;
    @TempDir private Path directory;
    private Path built;

    @BeforeEach
    void build() throws IOException {
        built =
                Files.createDirectories(home.resolve(MODULE).resolve("target"))
                        .resolve(MODULE + "-1.0.jar");
        writeJar("1.0", "first");
    }

    @Test
    void aBuildLeavesTheCopyOfARunningServiceAlone() throws IOException {
        BootJar copy = BootJar.of(home, MODULE).copiedTo(directory, MODULE, List.of());
        try (JarFile running = new JarFile(copy.file().toFile())) {
            // in place, as the jar plugin does: a hard link would change with it
            writeJar("1.1", "second");

            assertThat(text(running)).isEqualTo("first");
        }
        assertThat(copy.version()).isEqualTo("1.0");
    }

    @Test
    void theNextStartReplacesTheCopyUnderThoseWhoStillReadIt() throws IOException {
        BootJar first = BootJar.of(home, MODULE).copiedTo(directory, MODULE, List.of());
        try (JarFile running = new JarFile(first.file().toFile())) {
            writeJar("1.1", "a second one, longer than the first");

            BootJar second = BootJar.of(home, MODULE).copiedTo(directory, MODULE, List.of());

            assertThat(second.version()).isEqualTo("1.1");
            assertThat(text(running)).isEqualTo("first");
            try (JarFile fresh = new JarFile(second.file().toFile())) {
                assertThat(text(fresh)).startsWith("a second one");
            }
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void saysHowToBuildWhatIsNotBuilt() throws IOException {
        Files.delete(built);

        assertThatThrownBy(() -> BootJar.of(home, MODULE))
                .hasMessageContaining("0 jars of some-service")
                .hasMessageContaining("./mvnw");
    }

    private void writeJar(String version, String text) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        try (OutputStream file = Files.newOutputStream(built);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new JarEntry("lazily-loaded"));
            jar.write(text.getBytes(UTF_8));
        }
    }

    private static String text(JarFile jar) throws IOException {
        try (var in = jar.getInputStream(jar.getJarEntry("lazily-loaded"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
