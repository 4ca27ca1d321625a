package io.couponrush.system.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps the load from the cores of what it measures: past the bound, a generator that asks five
 * times as much would otherwise take from the services what it then misses in goodput. Uses {@code
 * taskset}, whose choice a process hands down to those it starts.
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
                ? new Cores(List.of(), List.of())
                : new Cores(all.subList(0, all.size() - 1), List.of(all.getLast()));
    }

    /** What this process starts from now on runs on the cores of the services. */
    void beTheServices() throws IOException, InterruptedException {
        pin(services);
    }

    /** From now on all threads of this process run on the core of the load. */
    void beTheLoad() throws IOException, InterruptedException {
        pin(load);
    }

    /** For the report. */
    String words() {
        return load.isEmpty()
                ? "services, servers and load share all cores (no taskset, or a single core)"
                : "services and servers on core %s, the load on core %s (taskset)"
                        .formatted(list(services), list(load));
    }

    private static void pin(List<Integer> cores) throws IOException, InterruptedException {
        if (cores.isEmpty()) {
            return;
        }
        String self = Long.toString(ProcessHandle.current().pid());
        Process taskset =
                new ProcessBuilder("taskset", "-a", "-c", "-p", list(cores), self)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(taskset.getInputStream().readAllBytes());
        if (taskset.waitFor() != 0) {
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
        String[] ends = part.split("-");
        return IntStream.rangeClosed(
                        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }
}
