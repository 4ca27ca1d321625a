package io.couponrush.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Wraps a command so that it can't outlive the JVM that starts it, however that JVM ends.
 *
 * <p>The command's standard input is a pipe whose only other end is in this JVM. Before it becomes
 * the command, the wrapping shell forks a watchdog that reads from that pipe; the kernel closes our
 * end when this JVM is gone, the watchdog reads end-of-file and kills the whole process group with
 * signal 9, which also reaches stopped processes. There is no moment without guard: the watchdog is
 * forked before the command is executed, and an end-of-file that came first is still there to read.
 * The start is over only when the watchdog has been forked, which a byte on standard error says: a
 * shell frozen before that would stay for ever.
 *
 * <p>A session of its own keeps the terminal's Ctrl-C away from the command: the owner decides in
 * which order things end. The watchdog belongs to the group it kills, so the kernel can't give the
 * group's number to anybody else while the watchdog lives.
 */
final class Watchdog {

    private static final String SCRIPT =
            """
            exec 3<&0 </dev/null 4>&2 2>&1
            (
              trap '' HUP INT QUIT TERM
              while read -r _ <&3; do :; done
              kill -9 -$$ || kill -9 $$
            ) >/dev/null 2>&1 4>&- &
            echo >&4
            exec "$@" 3<&- 4>&-
            """;

    private Watchdog() {}

    static List<String> guard(List<String> command) {
        List<String> guarded = new ArrayList<>(ownSession());
        guarded.addAll(List.of("sh", "-c", SCRIPT, "sh"));
        guarded.addAll(command);
        return guarded;
    }

    /** Returns when the watchdog is there, or when there is nothing to guard because it ended. */
    static void awaitGuard(Process process) throws IOException {
        try (InputStream guarded = process.getErrorStream()) {
            var _ = guarded.read();
        }
    }

    private static List<String> ownSession() {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString());
            }
        }
        // macOS has no setsid command, but a perl
        return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV");
    }
}
