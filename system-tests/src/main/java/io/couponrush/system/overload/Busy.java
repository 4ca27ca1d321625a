package io.couponrush.system.overload;

import io.couponrush.localstack.product.ProductState;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CPU time of the services and of the load: who is the bottleneck. */
final class Busy {

    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    private Busy() {}

    static Busy of(ProductState product) {
        Busy busy = new Busy();
        product.pids()
                .forEach(
                        (name, pid) ->
                                ProcessHandle.of(pid)
                                        .ifPresent(it -> busy.processes.put(name, it)));
        busy.processes.put("load", ProcessHandle.current());
        return busy;
    }

    Since now() {
        return new Since(System.nanoTime(), cpu());
    }

    private Map<String, Duration> cpu() {
        Map<String, Duration> times = new LinkedHashMap<>();
        processes.forEach(
                (name, process) ->
                        times.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
        return times;
    }

    /** An instant to count from. */
    final class Since {

        private final long nanos;
        private final Map<String, Duration> cpu;

        private Since(long nanos, Map<String, Duration> cpu) {
            this.nanos = nanos;
            this.cpu = cpu;
        }

        /** By process; 1 is one core all the time. */
        Map<String, Double> partsOfACore() {
            double time = System.nanoTime() - nanos;
            Map<String, Double> parts = new LinkedHashMap<>();
            cpu().forEach(
                            (name, now) ->
                                    parts.put(
                                            name,
                                            now.minus(cpu.getOrDefault(name, now)).toNanos()
                                                    / time));
            return parts;
        }
    }
}
