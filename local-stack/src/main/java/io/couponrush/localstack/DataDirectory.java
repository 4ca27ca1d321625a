package io.couponrush.localstack;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a stack keeps everything. A lock that ends with its owner, however the owner ends, keeps
 * two stacks apart and tells an abandoned temporary directory from one in use.
 */
final class DataDirectory {

    private static final String PREFIX = "coupon-rush-";
    private static final String LOCK = "owner.lock";

    private final Path path;
    private final FileChannel lock;
    private final boolean temporary;

    private DataDirectory(Path path, FileChannel lock, boolean temporary) {
        this.path = path;
        this.lock = lock;
        this.temporary = temporary;
    }

    /**
     * @throws LocalStackException if it can't be written or another stack uses it
     */
    static DataDirectory open(@Nullable Path kept) {
        return kept == null ? temporary(Path.of(System.getProperty("java.io.tmpdir"))) : kept(kept);
    }

    Path path() {
        return path;
    }

    /** Gives the directory up as it is; the next stack of this user sweeps a temporary one away. */
    void leave() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LocalStackException("could not unlock " + path, e);
        }
    }

    /** Gives the directory up; a temporary one is deleted. */
    void close() {
        try (lock) {
            if (temporary) {
                Directories.delete(path);
            }
        } catch (IOException e) {
            throw new LocalStackException("could not delete " + path, e);
        }
    }

    static DataDirectory kept(Path directory) {
        try {
            Path real = Directories.createPrivate(directory).toRealPath();
            FileChannel lock = lock(real.resolve(LOCK));
            if (lock == null) {
                throw new LocalStackException(
                        "the data directory "
                                + real
                                + " is in use by process "
                                + Files.readString(real.resolve(LOCK))
                                + "; stop that one or choose another data directory");
            }
            return new DataDirectory(real, lock, false);
        } catch (IOException e) {
            throw new LocalStackException(
                    "the data directory "
                            + directory
                            + " can't be written ("
                            + e
                            + "); free some space there, run as the user who owns it, or choose"
                            + " another one",
                    e);
        }
    }

    static DataDirectory temporary(Path parent) {
        try {
            sweep(parent);
            Path directory = Files.createTempDirectory(parent, PREFIX).toRealPath();
            // Locked before it gets the name that sweepers look for
            Path fresh = directory.resolve(LOCK + ".new");
            FileChannel lock = lock(fresh);
            if (lock == null) {
                throw new LocalStackException(directory + " is locked though it is new");
            }
            Files.move(fresh, directory.resolve(LOCK));
            return new DataDirectory(directory, lock, true);
        } catch (IOException e) {
            throw new LocalStackException(
                    "no temporary directory can be made in "
                            + parent
                            + " ("
                            + e
                            + "); free some space there, or set java.io.tmpdir to one that is"
                            + " writable",
                    e);
        }
    }

    /** Removes what owners that were killed left behind. */
    private static void sweep(Path parent) throws IOException {
        List<Path> candidates;
        try (Stream<Path> all = Files.list(parent)) {
            candidates =
                    all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                            .filter(path -> Files.isWritable(path.resolve(LOCK)))
                            .toList();
        }
        for (Path abandoned : candidates) {
            try (FileChannel lock = lock(abandoned.resolve(LOCK))) {
                if (lock != null) {
                    Directories.delete(abandoned);
                }
            } catch (IOException _) {
                // another sweeper was faster; the next stack tries again
            }
        }
    }

    /** Null if somebody has it. The file names its holder. */
    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                byte[] holder =
                        Long.toString(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0).write(ByteBuffer.wrap(holder), 0);
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // held within this very JVM
        }
        channel.close();
        return null;
    }
}
