package io.couponrush.system.overload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps the load from the cores of what it measures: past the bound, a generator that asks five
 * times as much would otherwise take from the services what it then misses in goodput. Uses {@code
 * taskset} on all that this process has started.
 */
final class Cores {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private final List<Integer> services;
    private final List<Integer> load;

    private Cores(List<Integer> services, List<Integer> load) {
        this.services = services;
        this.load = load;
    }

    /** The load gets the last core, which is enough for its one thread. */
    static Cores ofThisMachine() throws IOException {
        List<Integer> all = allowed();
        return all.size() < 2 || !hasTaskset()
                ? shared()
                : new Cores(all.subList(0, all.size() - 1), List.of(all.getLast()));
    }

    /** Everything on all cores: for a test, which measures nothing. */
    static Cores shared() {
        return new Cores(List.of(), List.of());
    }

    /** From now on; until then all that this process has started may warm up on all cores. */
    void split() throws IOException, InterruptedException {
        if (load.isEmpty()) {
            return;
        }
        ProcessHandle self = ProcessHandle.current();
        for (ProcessHandle started : self.descendants().toList()) {
            pin(services, started);
        }
        pin(load, self);
    }

    /** For the report. */
    String words() {
        return load.isEmpty()
                ? "services, servers and load share all cores (no taskset, or a single core)"
                : "services and servers on core %s, the load on core %s (taskset)"
                        .formatted(list(services), list(load));
    }

    private static void pin(List<Integer> cores, ProcessHandle process)
            throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        Process taskset =
                new ProcessBuilder("taskset", "-a", "-c", "-p", list(cores), pid)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(taskset.getInputStream().readAllBytes(), UTF_8);
        if (taskset.waitFor() != 0 && process.isAlive()) {
            throw new IllegalStateException("taskset refused: " + said);
        }
    }

    private static String list(List<Integer> cores) {
        return String.join(",", cores.stream().map(String::valueOf).toList());
    }

    private static boolean hasTaskset() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    private static List<Integer> allowed() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return List.of();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(ALLOWED))
                .flatMap(line -> Stream.of(line.substring(ALLOWED.length()).strip().split(",")))
                .flatMap(Cores::range)
                .toList();
    }

    private static Stream<Integer> range(String part) {
        String[] ends = part.split("-", -1);
        return IntStream.rangeClosed(
                        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }
}
