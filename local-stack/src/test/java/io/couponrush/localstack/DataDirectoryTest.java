package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

class DataDirectoryTest {

    @TempDir Path parent;

    @Test
    void aKeptOneIsForOneStackAtATimeAndStays() throws IOException {
        Path path = parent.resolve("deep/data");
        DataDirectory first = DataDirectory.kept(path);
        Files.writeString(first.path().resolve("file"), "kept");

        assertThatThrownBy(() -> DataDirectory.kept(path))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
                .hasMessageContaining("choose another data directory");

        first.close();
        DataDirectory second = DataDirectory.kept(path);
        assertThat(second.path().resolve("file")).hasContent("kept");
        second.close();
    }

    @Test
    void aTemporaryOneIsDeletedAtTheEnd() {
        DataDirectory temporary = DataDirectory.temporary(parent);
        assertThat(temporary.path()).exists().hasParent(parent);
        temporary.close();
        assertThat(temporary.path()).doesNotExist();
    }

    @Test
    void whatAKilledOwnerLeftIsSweptAndWhatIsInUseIsNot() throws IOException {
        DataDirectory inUse = DataDirectory.temporary(parent);
        Path abandoned = Files.createDirectories(parent.resolve("coupon-rush-1/redis"));
        Files.createFile(parent.resolve("coupon-rush-1/owner.lock"));
        Path halfMade = Files.createDirectories(parent.resolve("coupon-rush-2"));
        Path foreign = Files.createDirectories(parent.resolve("other"));
        Files.createFile(foreign.resolve("owner.lock"));

        DataDirectory next = DataDirectory.temporary(parent);

        assertThat(abandoned).doesNotExist();
        assertThat(abandoned.getParent()).doesNotExist();
        assertThat(inUse.path()).exists();
        assertThat(halfMade).exists();
        assertThat(foreign).exists();
        inUse.close();
        next.close();
    }

    /** Whoever may write to a temporary folder may put links there, to anything of anybody's. */
    @Test
    void aSweepFollowsNoLinks() throws IOException {
        Path precious = Files.createDirectories(parent.resolve("elsewhere/data"));
        Files.createFile(precious.resolve("owner.lock"));
        Files.createSymbolicLink(parent.resolve("coupon-rush-1"), precious);
        Path text = Files.writeString(parent.resolve("text"), "of somebody");
        Path trap = Files.createDirectories(parent.resolve("coupon-rush-2"));
        Files.createSymbolicLink(trap.resolve("owner.lock"), text);

        DataDirectory.temporary(parent).close();

        assertThat(precious.resolve("owner.lock")).exists();
        assertThat(text).hasContent("of somebody");
    }

    /**
     * Seen once: a test's second stack gave up the lock of its first, whose broker then lost its
     * disk.
     */
    @Test
    void aSweepOfOneJvmDoesNotGiveUpItsOwnToTheNext() throws Exception {
        DataDirectory first = DataDirectory.temporary(parent);
        DataDirectory second = DataDirectory.temporary(parent);

        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sweeper.class.getName(),
                                parent.toString())
                        .redirectError(Redirect.INHERIT)
                        .start();

        assertThat(other.waitFor()).isZero();
        assertThat(first.path()).exists();
        assertThat(second.path()).exists();
        first.close();
        second.close();
    }

    /** Another owner, in a process of its own. */
    static final class Sweeper {

        private Sweeper() {}

        public static void main(String[] arguments) {
            DataDirectory.temporary(Path.of(arguments[0])).close();
        }
    }
}
