package io.couponrush.localstack.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
     * A copy that no build touches. A service loads classes as long as it runs, and a build writes
     * its jar anew in the same place: half of a service then ends in NoClassDefFoundError. A
     * service that still runs on an earlier copy keeps that one, as it is replaced by a move.
     *
     * @param directory exists
     * @param patches to make in the copy
     */
    BootJar copiedTo(Path directory, String name, List<Patch> patches) {
        Path copy = directory.resolve(name + ".jar");
        Path fresh = directory.resolve(name + ".jar.new");
        try {
            if (patches.isEmpty()) {
                Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
            } else {
                PatchedJar.write(file, fresh, patches);
            }
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("could not copy " + file + " to " + directory, e);
        }
        return new BootJar(copy, version);
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
