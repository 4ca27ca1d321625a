package io.couponrush.localstack.product;

import io.couponrush.localstack.Directories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A service as the build made it. */
record BootJar(Path file, String version) {

    /**
     * @param module folder of the module below the project's root
     * @throws IllegalStateException if it isn't built
     */
    static BootJar of(String module) {
        String home = System.getProperty("rush.home");
        if (home == null) {
            throw new IllegalStateException(
                    "the system property rush.home is not set; it names the project's root folder");
        }
        return of(Path.of(home), module);
    }

    static BootJar of(Path home, String module) {
        Path target = home.resolve(module).resolve("target");
        List<Path> jars = jars(target, module);
        if (jars.size() != 1) {
            throw new IllegalStateException(
                    "%d jars of %s in %s: build it with ./mvnw -q -Dquick package"
                            .formatted(jars.size(), module, target));
        }
        return new BootJar(jars.getFirst(), version(jars.getFirst()));
    }

    /**
     * Unpacks it to where no build touches it. A service loads classes as long as it runs, and a
     * build writes its jar anew in the same place: half of a service then ends in
     * NoClassDefFoundError. Each start has a fresh folder; those of before are deleted, because the
     * directory is locked against a second product ({@link ProductLock}).
     *
     * @param directory exists
     * @param name of its module
     * @param patches to make in the copy
     */
    Unpacked unpackedIn(Path directory, String name, List<Patch> patches) {
        try {
            try (Stream<Path> before = Files.list(directory)) {
                for (Path old : before.filter(path -> isOf(name, path)).toList()) {
                    Directories.delete(old);
                }
            }
            Path folder = Files.createTempDirectory(directory, name + "-");
            if (patches.isEmpty()) {
                return Unpacked.of(file, folder, version)
                        .startedWith(AotCache.of(this, name).options());
            }
            Path patched = folder.resolve("patched.jar");
            PatchedJar.write(file, patched, patches);
            Unpacked unpacked = Unpacked.of(patched, folder, version);
            Files.delete(patched);
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException("could not unpack " + file + " in " + directory, e);
        }
    }

    private static boolean isOf(String name, Path path) {
        return path.getFileName().toString().startsWith(name + "-");
    }

    private static List<Path> jars(Path target, String module) {
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().startsWith(module + "-"))
                    .filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "unknown" : version;
        } catch (IOException e) {
            throw new UncheckedIOException("not a jar: " + file, e);
        }
    }
}
