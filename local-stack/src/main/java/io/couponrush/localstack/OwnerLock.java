package io.couponrush.localstack;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process's hold on a directory, by a lock on a file in it. It ends with the process, kill -9
 * and a power cut included, so unlike a process id in a file it never speaks of somebody who is
 * gone. The file names its holder.
 */
public final class OwnerLock implements AutoCloseable {

    /**
     * The directories that this JVM holds. Their lock files are never opened a second time: closing
     * any of a process's descriptors of a file ends its locks on it (POSIX, fcntl), and the next
     * sweeper would delete a stack that runs.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private OwnerLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Null if somebody has it, be it this JVM.
     *
     * @param directory a real path; no two locks of a JVM are in the same one
     * @param file name of the lock file, which is made if need be; a symbolic link is refused, for
     *     in a directory of somebody else's it could lead to any file
     */
    public static @Nullable OwnerLock take(Path directory, String file) throws IOException {
        if (!HELD.add(directory)) {
            return null;
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel =
                    FileChannel.open(directory.resolve(file), CREATE, READ, WRITE, NOFOLLOW_LINKS);
            if (channel.tryLock() == null) {
                return null;
            }
            byte[] holder =
                    Long.toString(ProcessHandle.current().pid())
                            .getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(holder), 0);
            taken = true;
            return new OwnerLock(directory, channel);
        } finally {
            if (!taken) { // nor on a full disk
                HELD.remove(directory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /**
     * Whether a living process has it. Holds it for an instant where nobody does.
     *
     * @param directory a real path
     */
    public static boolean isHeld(Path directory, String file) throws IOException {
        if (HELD.contains(directory)) {
            return true;
        }
        if (!Files.exists(directory.resolve(file))) {
            return false;
        }
        try (OwnerLock free = take(directory, file)) {
            return free == null;
        }
    }

    /**
     * The process id of whoever has it, or had it last.
     *
     * @param directory a real path
     */
    public static String holder(Path directory, String file) throws IOException {
        return HELD.contains(directory)
                ? Long.toString(ProcessHandle.current().pid())
                : Files.readString(directory.resolve(file));
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return; // the directory may be somebody else's by now
        }
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }
}
