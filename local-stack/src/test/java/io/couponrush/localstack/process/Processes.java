package io.couponrush.localstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the operating system says about processes. */
public final class Processes {

    private Processes() {}

    /** The state letter of ps: R, S, T for stopped…; empty if there is no such process. */
    public static String state(long pid) {
        return ps("-o", "stat=", "-p", "" + pid).strip();
    }

    /** The process group, which a terminal's Ctrl-C goes to. */
    public static long group(long pid) {
        return Long.parseLong(ps("-o", "pgid=", "-p", "" + pid).strip());
    }

    /** A zombie is gone: it only waits for its parent to look. */
    public static boolean isGone(long pid) {
        String state = state(pid);
        return state.isEmpty() || state.startsWith("Z");
    }

    /** Full command lines of the living processes that have this text in theirs. */
    public static List<String> mentioning(String text) {
        return ps("-ww", "-eo", "stat=,pid=,args=")
                .lines()
                .filter(line -> line.contains(text) && !line.strip().startsWith("Z"))
                .toList();
    }

    /** Ids of the users whose living processes have this text in their command lines. */
    public static List<String> usersOf(String text) {
        return ps("-ww", "-eo", "uid=,stat=,args=")
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(text) && !line.matches("\\d+ +Z.*"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static String ps(String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder("ps");
            builder.command().addAll(List.of(arguments));
            Process process = builder.start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
