package io.couponrush.localstack;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a stack is to be started.
 *
 * @param dataDirectory where data, logs and configuration are kept; null for a directory that is
 *     deleted at the end
 * @param ports fixed ports of own servers; a part without one gets a free port
 * @param progress is told as each part comes up
 */
public record StackOptions(
        @Nullable Path dataDirectory, Map<PartName, Integer> ports, Progress progress) {

    /**
     * @throws IllegalArgumentException if a port is outside 1..65535
     */
    public StackOptions {
        ports = Map.copyOf(ports);
        Objects.requireNonNull(progress, "progress");
        ports.forEach(
                (part, port) -> {
                    if (port < 1 || port > 65_535) {
                        throw new IllegalArgumentException(
                                "the port of " + part + " is not in 1..65535: " + port);
                    }
                });
    }

    /** A directory of its own that is deleted at the end, and free ports. */
    public static StackOptions temporary() {
        return new StackOptions(null, Map.of(), Progress.SILENT);
    }

    /** Data stays in this directory, which is created if need be. */
    public static StackOptions keptIn(Path dataDirectory) {
        return new StackOptions(dataDirectory.toAbsolutePath(), Map.of(), Progress.SILENT);
    }

    public StackOptions withPort(PartName part, int port) {
        Map<PartName, Integer> more = new EnumMap<>(PartName.class);
        more.putAll(ports);
        more.put(part, port);
        return new StackOptions(dataDirectory, more, progress);
    }

    public StackOptions withProgress(Progress newProgress) {
        return new StackOptions(dataDirectory, ports, newProgress);
    }
}
