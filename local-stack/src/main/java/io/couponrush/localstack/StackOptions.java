package io.couponrush.localstack;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a stack is to be started.
 *
 * @param dataDirectory where data, logs and configuration are kept; null for a directory that is
 *     deleted at the end
 * @param ports fixed ports of own servers; a part without one gets a free port
 * @param progress is told as each part comes up
 * @param kafkaAliases ports of links to Kafka: a client that comes through one must be told to come
 *     through it again, so the broker has a listener of its own for each
 */
public record StackOptions(
        @Nullable Path dataDirectory,
        Map<PartName, Integer> ports,
        Progress progress,
        List<Integer> kafkaAliases) {

    /**
     * @throws IllegalArgumentException if a port is outside 1..65535
     */
    public StackOptions {
        ports = Map.copyOf(ports);
        kafkaAliases = List.copyOf(kafkaAliases);
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
        return new StackOptions(null, Map.of(), Progress.SILENT, List.of());
    }

    /** Data stays in this directory, which is created if need be. */
    public static StackOptions keptIn(Path dataDirectory) {
        return new StackOptions(
                dataDirectory.toAbsolutePath(), Map.of(), Progress.SILENT, List.of());
    }

    public StackOptions withPort(PartName part, int port) {
        Map<PartName, Integer> more = new EnumMap<>(PartName.class);
        more.putAll(ports);
        more.put(part, port);
        return new StackOptions(dataDirectory, more, progress, kafkaAliases);
    }

    public StackOptions withProgress(Progress newProgress) {
        return new StackOptions(dataDirectory, ports, newProgress, kafkaAliases);
    }

    /** Kafka can also be reached through links on these ports. */
    public StackOptions withKafkaAliases(List<Integer> advertised) {
        return new StackOptions(dataDirectory, ports, progress, advertised);
    }
}
