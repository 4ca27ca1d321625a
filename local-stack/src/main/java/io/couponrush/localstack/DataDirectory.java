package io.couponrush.localstack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    private final OwnerLock lock;
    private final boolean temporary;

    private DataDirectory(Path path, OwnerLock lock, boolean temporary) {
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
            OwnerLock lock = OwnerLock.take(real, LOCK);
            if (lock == null) {
                throw new LocalStackException(
                        "the data directory "
                                + real
                                + " is in use by process "
                                + OwnerLock.holder(real, LOCK)
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
            OwnerLock lock = OwnerLock.take(directory, fresh);
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
                            // a link's target is nothing that a stack has made
                            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                            .filter(path -> Files.isWritable(path.resolve(LOCK)))
                            .toList();
        }
        for (Path candidate : candidates) {
            try {
                Path abandoned = candidate.toRealPath();
                try (OwnerLock lock = OwnerLock.take(abandoned, LOCK)) {
                    if (lock != null) {
                        Directories.delete(abandoned);
                    }
                }
            } catch (IOException _) {
                // another sweeper was faster; the next stack tries again
            }
        }
    }
}
