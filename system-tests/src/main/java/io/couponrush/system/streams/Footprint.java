package io.couponrush.system.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds.
 *
 * @param liveBytes of objects, right after a full collection
 * @param residentBytes of the process, as Linux counts them
 */
record Footprint(long liveBytes, long residentBytes) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int PATIENCE_SECONDS = 60;

    static Footprint of(long pid) throws IOException, InterruptedException {
        // counting the live objects collects all others first, whichever collector it is
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram =
                new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String objects = new String(histogram.getInputStream().readAllBytes(), UTF_8);
        if (!histogram.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            histogram.destroyForcibly();
        }
        return new Footprint(
                number(TOTAL, objects),
                number(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) * 1024);
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + text);
        }
        return Long.parseLong(found.group(1));
    }
}
