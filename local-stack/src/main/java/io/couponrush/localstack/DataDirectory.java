package io.couponrush.localstack;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where a stack keeps everything. A lock that ends with its owner, however the owner ends, keeps
 * two stacks apart and tells an abandoned temporary directory from one in use.
 */
final class DataDirectory {

    private static final String PREFIX = "coupon-rush-";
    private static final String LOCK = "owner.lock";

    /**
     * The directories that this JVM holds. Their lock files are never opened a second time: closing
     * any of a process's descriptors of a file ends its locks on it (POSIX, fcntl), and the next
     * sweeper would delete a stack that runs.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
        } finally {
            HELD.remove(path);
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
        } finally {
            HELD.remove(path);
        }
    }

    static DataDirectory kept(Path directory) {
        try {
            Path real = Directories.createPrivate(directory).toRealPath();
            FileChannel lock = lock(real, LOCK);
            if (lock == null) {
                throw new LocalStackException(
                        "the data directory "
                                + real
                                + " is in use by process "
                                + holder(real)
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
            String fresh = LOCK + ".new";
            FileChannel lock = lock(directory, fresh);
            if (lock == null) {
                throw new LocalStackException(directory + " is locked though it is new");
            }
            Files.move(directory.resolve(fresh), directory.resolve(LOCK));
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
        for (Path candidate : candidates) {
            Path abandoned = candidate.toRealPath();
            try (FileChannel lock = lock(abandoned, LOCK)) {
                if (lock != null) {
                    Directories.delete(abandoned);
                    HELD.remove(abandoned);
                }
            } catch (IOException _) {
                // another sweeper was faster; the next stack tries again
            }
        }
    }

    /**
     * Null if somebody has it. The file names its holder.
     *
     * @param directory a real path
     */
    private static @Nullable FileChannel lock(Path directory, String name) throws IOException {
        if (!HELD.add(directory)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(directory.resolve(name), CREATE, READ, WRITE);
            locked = channel.tryLock() != null;
            if (!locked) {
                return null;
            }
            byte[] holder =
                    Long.toString(ProcessHandle.current().pid())
                            .getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(holder), 0);
            return channel;
        } finally {
            if (!locked) {
                HELD.remove(directory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static String holder(Path directory) throws IOException {
        return HELD.contains(directory)
                ? Long.toString(ProcessHandle.current().pid())
                : Files.readString(directory.resolve(LOCK));
    }
}
