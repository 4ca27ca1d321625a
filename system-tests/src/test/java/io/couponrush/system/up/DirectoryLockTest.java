package io.couponrush.system.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class DirectoryLockTest {

    @TempDir private Path temp;

    @Test
    void makesADirectoryThatNobodyElseCanRead() throws IOException {
        Path directory = temp.resolve("state");

        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(Files.getPosixFilePermissions(directory))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void isTakenOnceAndFreeAfterwards() throws IOException {
        try (DirectoryLock first = DirectoryLock.take(temp)) {
            assertThat(first.isHeld()).isTrue();
            // within one JVM Java itself refuses; another JVM is told by isHeld
            assertThatThrownBy(() -> DirectoryLock.take(temp))
                    .isInstanceOf(OverlappingFileLockException.class);
        }
        try (DirectoryLock second = DirectoryLock.take(temp)) {
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void wipesOnlyTheNamedFolder() throws IOException {
        Files.createDirectories(temp.resolve("data/kafka"));
        Files.writeString(temp.resolve("data/kafka/log"), "old");
        Files.writeString(temp.resolve("signing-key.pem"), "key");

        try (DirectoryLock lock = DirectoryLock.take(temp)) {
            lock.wipe("data");
            lock.wipe("data");
        }

        assertThat(temp.resolve("data")).doesNotExist();
        assertThat(temp.resolve("signing-key.pem")).exists();
    }
}
