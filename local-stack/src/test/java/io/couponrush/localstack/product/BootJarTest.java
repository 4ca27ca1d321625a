package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    void aBuildLeavesWhatAServiceRunsFromAlone() throws IOException {
        Unpacked running = unpacked();
        writeJar("1.1", "second"); // in place, as the jar plugin does

        assertThat(lazilyLoaded(running)).isEqualTo("first");
        assertThat(running.version()).isEqualTo("1.0");
    }

    @Test
    void theNextStartHasWhatWasBuiltAndNothingOfBefore() throws IOException {
        unpacked();
        writeJar("1.1", "second");

        Unpacked next = unpacked();

        assertThat(next.version()).isEqualTo("1.1");
        assertThat(lazilyLoaded(next)).isEqualTo("second");
        try (var folders = Files.list(directory)) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void isStartedFromItsClassesAndThenItsLibrariesInTheirOrder() throws IOException {
        Unpacked code = unpacked();

        assertThat(code.mainClass()).isEqualTo("some.Main");
        assertThat(code.classPath().stream().map(path -> path.getFileName().toString()))
                .containsExactly("classes.jar", "z.jar", "a.jar");
        assertThat(code.classPath()).allMatch(Files::exists);
    }

    /** Who looks for classes by a pattern asks for the folder first. */
    @Test
    void itsClassesAreAJarThatKnowsItsFoldersAndWhatIsRegistered() throws IOException {
        try (JarFile classes = new JarFile(unpacked().classPath().getFirst().toFile())) {
            assertThat(classes.stream().map(JarEntry::getName))
                    .containsExactly("META-INF/spring.factories", "some/", "lazily-loaded");
        }
    }

    /** A JVM trusts an AOT cache as long as its jars have the size and the time of then. */
    @Test
    void everyFileHasTheTimeOfTheBuild() throws IOException {
        FileTime time = FileTime.from(Instant.parse("2026-11-23T12:00:01Z"));
        Files.setLastModifiedTime(built, time);

        assertThat(unpacked().classPath())
                .allSatisfy(path -> assertThat(Files.getLastModifiedTime(path)).isEqualTo(time));
    }

    @Test
    void isStartedWithTheAotCacheThatWasMadeOfIt() throws IOException {
        assertThat(unpacked().jvmOptions()).isEmpty();
        Path cache = AotCache.of(BootJar.of(home, MODULE), MODULE).file();
        Files.createFile(cache);
        assertThat(unpacked().jvmOptions()).contains("-XX:AOTCache=" + cache);

        Patch patch = Patch.text(MODULE, "lazily-loaded", "first", "other");
        assertThat(BootJar.of(home, MODULE).unpackedIn(directory, MODULE, List.of(patch)))
                .extracting(Unpacked::jvmOptions)
                .isEqualTo(List.of());
    }

    /** The JVM would not see it: the jars have the size and the time of before. */
    @Test
    void isStartedWithoutTheAotCacheOfOtherCode() throws IOException {
        FileTime time = Files.getLastModifiedTime(built);
        Files.createFile(AotCache.of(BootJar.of(home, MODULE), MODULE).file());
        writeJar("1.0", "other"); // as long as "first"
        Files.setLastModifiedTime(built, time);

        assertThat(unpacked().jvmOptions()).isEmpty();
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

    private static String lazilyLoaded(Unpacked code) throws IOException {
        try (JarFile classes = new JarFile(code.classPath().getFirst().toFile());
                InputStream in = classes.getInputStream(classes.getEntry("lazily-loaded"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
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
                    List.of(
                            "META-INF/spring.factories",
                            "META-INF/services/of.the.loader",
                            "BOOT-INF/classes/",
                            "BOOT-INF/classes/some/",
                            "BOOT-INF/classes/lazily-loaded",
                            library,
                            "BOOT-INF/lib/a.jar")) {
                jar.putNextEntry(new JarEntry(name));
                if (!name.endsWith("/")) {
                    jar.write(text.getBytes(UTF_8));
                }
            }
        }
    }
}
