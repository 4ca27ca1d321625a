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
    void aBuildLeavesWhatAServiceRunsFromAlone() throws IOException {
        Unpacked running = unpacked();
        writeJar("1.1", "second"); // in place, as the jar plugin does

        assertThat(Files.readString(lazilyLoaded(running))).isEqualTo("first");
        assertThat(running.version()).isEqualTo("1.0");
    }

    @Test
    void theNextStartHasWhatWasBuiltAndNothingOfBefore() throws IOException {
        unpacked();
        writeJar("1.1", "second");

        Unpacked next = unpacked();

        assertThat(next.version()).isEqualTo("1.1");
        assertThat(Files.readString(lazilyLoaded(next))).isEqualTo("second");
        try (var folders = Files.list(directory)) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void isStartedFromItsClassesAndThenItsLibrariesInTheirOrder() throws IOException {
        Unpacked code = unpacked();

        assertThat(code.mainClass()).isEqualTo("some.Main");
        assertThat(code.classPath().stream().map(path -> path.getFileName().toString()))
                .containsExactly("classes", "z.jar", "a.jar");
        assertThat(code.classPath()).allMatch(Files::exists);
    }

    @Test
    void writesNothingOutsideItsFolder() throws IOException {
        writeJar("1.0", "first", "BOOT-INF/lib/../../../../evil.jar");

        assertThatThrownBy(this::unpacked)
                .hasRootCauseMessage("leads out of the folder: BOOT-INF/lib/../../../../evil.jar");
    }

    @Test
    void saysHowToBuildWhatIsNotBuilt() throws IOException {
        Files.delete(built);

        assertThatThrownBy(() -> BootJar.of(home, MODULE))
                .hasMessageContaining("0 jars of some-service")
                .hasMessageContaining("./mvnw");
    }

    private Unpacked unpacked() {
        return BootJar.of(home, MODULE).unpackedIn(directory, MODULE, List.of());
    }

    private static Path lazilyLoaded(Unpacked code) {
        return code.classPath().getFirst().resolve("lazily-loaded");
    }

    private void writeJar(String version, String text) throws IOException {
        writeJar(version, text, "BOOT-INF/lib/z.jar");
    }

    private void writeJar(String version, String text, String library) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        main.putValue("Start-Class", "some.Main");
        try (OutputStream file = Files.newOutputStream(built);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (String name :
                    List.of("BOOT-INF/classes/lazily-loaded", library, "BOOT-INF/lib/a.jar")) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(text.getBytes(UTF_8));
            }
        }
    }
}
