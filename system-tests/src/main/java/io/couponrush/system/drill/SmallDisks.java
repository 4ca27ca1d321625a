package io.couponrush.system.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.couponrush.localstack.PartName;
import io.couponrush.localstack.product.Product;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Each server's data on a file system of its own that can be full: a tmpfs, so only as root. */
final class SmallDisks implements AutoCloseable {

    private static final int PIECE = 1 << 20;

    private final Map<PartName, Path> disks = new EnumMap<>(PartName.class);

    private SmallDisks() {}

    /** Whether this machine lets us mount anything. */
    static boolean areAllowed() {
        try {
            Path place = Files.createTempDirectory("rush-disk");
            try {
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place.toString());
                run("umount", place.toString());
                return true;
            } catch (IllegalStateException _) {
                return false;
            } finally {
                Files.delete(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param product directory of a product that isn't started yet
     * @throws IllegalStateException if nothing can be mounted here
     */
    static SmallDisks mount(Path product) {
        SmallDisks made = new SmallDisks();
        try {
            // of a product that runs there the data would lie below
            Product.wipe(product, List.of());
            made.mount(PartName.KAFKA, product.resolve("data").resolve("kafka"));
            made.mount(PartName.REDIS, product.resolve("data").resolve("redis"));
            made.mount(PartName.DATABASE, product.resolve("data").resolve("mariadb"));
            return made;
        } catch (IOException | IllegalStateException e) {
            made.close();
            throw new IllegalStateException("no small disks can be mounted: " + e.getMessage(), e);
        }
    }

    /** Not a byte more can be written by anybody. */
    void fill(PartName part) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler(part))) {
            byte[] piece = new byte[PIECE];
            for (int size = PIECE; size > 0; ) {
                try {
                    out.write(piece, 0, size);
                } catch (IOException _) {
                    size /= 2; // to the last byte
                }
            }
        }
    }

    void free(PartName part) throws IOException {
        Files.deleteIfExists(filler(part));
    }

    private Path filler(PartName part) {
        return requireNonNull(disks.get(part)).resolve("filler");
    }

    private void mount(PartName part, Path place) throws IOException {
        Files.createDirectories(place);
        run("mount", "-t", "tmpfs", "-o", "size=512m,mode=700", "tmpfs", place.toString());
        disks.put(part, place);
    }

    private static void run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String words = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        disks.values()
                .forEach(
                        place -> {
                            try {
                                run("umount", "-l", place.toString());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        disks.clear();
    }
}
