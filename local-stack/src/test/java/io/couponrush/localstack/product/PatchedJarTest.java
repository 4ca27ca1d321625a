package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

class PatchedJarTest {

    private static final String LIBRARY = "BOOT-INF/lib/common-events-1.jar";
    private static final String GUARDED = Guarded.class.getName();

    @TempDir private Path folder;
    private Path jar;
    private Path patched;

    /** What patches are made in. */
    static final class Guarded {

        private Guarded() {}

        static boolean isAllowed(int quantity) {
            return quantity <= 3;
        }

        static String sql() {
            return "update coupon where quantity > 0";
        }

        static String select(int id) {
            return "select 1 where id = " + id + " and quantity > 0";
        }
    }

    @BeforeEach
    void build() throws IOException {
        jar = folder.resolve("service.jar");
        patched = folder.resolve("patched.jar");
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(library)) {
            put(out, "script.lua", "if there then return end".getBytes(UTF_8), false);
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(out, "BOOT-INF/classes/" + entry(GUARDED), ownBytes(), false);
            put(out, LIBRARY, library.toByteArray(), true);
        }
    }

    @Test
    void editsAScriptWithinALibraryThatStaysStored() throws IOException {
        PatchedJar.write(jar, patched, List.of(Patch.text("m", "script.lua", "there", "false")));

        try (ZipFile zip = new ZipFile(patched.toFile())) {
            assertThat(zip.getEntry(LIBRARY).getMethod()).isEqualTo(ZipEntry.STORED);
            Path library = folder.resolve("library.jar");
            Files.write(library, zip.getInputStream(zip.getEntry(LIBRARY)).readAllBytes());
            try (ZipFile inner = new ZipFile(library.toFile());
                    InputStream script = inner.getInputStream(inner.getEntry("script.lua"))) {
                assertThat(new String(script.readAllBytes(), UTF_8))
                        .isEqualTo("if false then return end");
            }
        }
    }

    @Test
    void makesAMethodSayYesAndAStringAnother() throws Exception {
        PatchedJar.write(
                jar,
                patched,
                List.of(
                        Patch.says("m", GUARDED, "isAllowed", true),
                        Patch.string(
                                "m", GUARDED, "update coupon where quantity > 0", "update coupon"),
                        Patch.piece("m", GUARDED, "and quantity", "or quantity")));

        Class<?> changed = new Reloaded(entryOf(patched)).load();
        Method allowed = changed.getDeclaredMethod("isAllowed", int.class);
        Method sql = changed.getDeclaredMethod("sql");
        allowed.setAccessible(true);
        sql.setAccessible(true);
        Method select = changed.getDeclaredMethod("select", int.class);
        select.setAccessible(true);
        assertThat(select.invoke(null, 7)).isEqualTo("select 1 where id = 7 or quantity > 0");
        assertThat(allowed.invoke(null, 99)).isEqualTo(true);
        assertThat(sql.invoke(null)).isEqualTo("update coupon");
        assertThat(Guarded.isAllowed(99)).isFalse();
    }

    @Test
    void aPatchThatFindsNothingIsAMistake() {
        assertThatThrownBy(() -> write(Patch.text("m", "script.lua", "gone", "")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(Patch.text("m", "no.lua", "a", "")))
                .hasMessageContaining("no.lua");
        assertThatThrownBy(() -> write(Patch.says("m", GUARDED, "isGone", true)))
                .hasMessageContaining("isGone");
        assertThatThrownBy(() -> write(Patch.string("m", GUARDED, "gone", "")))
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> write(Patch.piece("m", GUARDED, "gone", "")))
                .hasMessageContaining("gone");
    }

    private void write(Patch patch) throws IOException {
        PatchedJar.write(jar, patched, List.of(patch));
    }

    private static String entry(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static byte[] ownBytes() throws IOException {
        try (InputStream in =
                PatchedJarTest.class.getClassLoader().getResourceAsStream(entry(GUARDED))) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    private static byte[] entryOf(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in =
                        zip.getInputStream(zip.getEntry("BOOT-INF/classes/" + entry(GUARDED)))) {
            return in.readAllBytes();
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes, boolean stored)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (stored) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static final class Reloaded extends ClassLoader {

        private final byte[] bytes;

        Reloaded(byte[] bytes) {
            super(null);
            this.bytes = bytes;
        }

        Class<?> load() {
            return defineClass(GUARDED, bytes, 0, bytes.length);
        }
    }
}
