package io.couponrush.system.up;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a second {@code up} away from the same data. Ends with this process, kill -9 included. */
final class DirectoryLock implements AutoCloseable {

    private final Path directory;
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private DirectoryLock(Path directory, FileChannel channel, @Nullable FileLock lock) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
    }

    static DirectoryLock take(Path directory) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("up.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        return new DirectoryLock(directory, channel, channel.tryLock());
    }

    boolean isHeld() {
        return lock != null;
    }

    /** Deletes a folder below the locked one, if it is there. */
    void wipe(String name) throws IOException {
        Path folder = directory.resolve(name);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
