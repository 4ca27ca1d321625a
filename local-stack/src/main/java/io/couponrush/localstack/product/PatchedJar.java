package io.couponrush.localstack.product;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Writes a Spring Boot jar anew with patches in its own classes and in our jars within it. */
final class PatchedJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String OUR_LIBRARY = "BOOT-INF/lib/common-events";

    private final List<Patch> patches;
    private final Set<Patch> applied = new LinkedHashSet<>();

    private PatchedJar(List<Patch> patches) {
        this.patches = patches;
    }

    /**
     * @throws IllegalStateException if a patch finds nothing to do: it would prove nothing
     */
    static void write(Path jar, Path target, List<Patch> patches) throws IOException {
        PatchedJar work = new PatchedJar(patches);
        try (InputStream in = Files.newInputStream(jar);
                OutputStream out = Files.newOutputStream(target)) {
            work.copy(in, out, CLASSES);
        }
        for (Patch patch : patches) {
            if (!work.applied.contains(patch)) {
                throw new IllegalStateException("no " + patch.entry() + " in " + jar);
            }
        }
    }

    private void copy(InputStream from, OutputStream to, String prefix) throws IOException {
        ZipInputStream in = new ZipInputStream(from);
        ZipOutputStream out = new ZipOutputStream(to);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            byte[] bytes = edited(entry.getName(), in.readAllBytes(), prefix);
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            copy.setMethod(entry.getMethod());
            if (entry.getMethod() == ZipEntry.STORED) { // a library: Boot reads it in place
                CRC32 sum = new CRC32();
                sum.update(bytes);
                copy.setSize(bytes.length);
                copy.setCrc(sum.getValue());
            }
            out.putNextEntry(copy);
            out.write(bytes);
            out.closeEntry();
        }
        out.finish();
    }

    private byte[] edited(String name, byte[] bytes, String prefix) throws IOException {
        if (!prefix.isEmpty() && name.startsWith(OUR_LIBRARY)) {
            ByteArrayOutputStream library = new ByteArrayOutputStream();
            copy(new ByteArrayInputStream(bytes), library, "");
            return library.toByteArray();
        }
        byte[] now = bytes;
        for (Patch patch : patches) {
            if (name.equals(prefix + patch.entry())) {
                now = patch.edit().apply(now);
                applied.add(patch);
            }
        }
        return now;
    }
}
