package io.couponrush.system.jmeter;

import io.couponrush.localstack.process.ManagedProcess;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * JMeter as a process of its own, from the class path and the home folder that the jmeter module
 * leaves in its target.
 */
final class JMeter {

    private static final Duration REPORT = Duration.ofMinutes(5);

    private final Path module;
    private final Path work;

    /**
     * @param module the jmeter folder of the project
     * @throws IllegalStateException if it was not built
     */
    JMeter(Path module) {
        this.module = module;
        this.work = module.resolve("target").resolve("run");
        if (!Files.exists(classPathFile())) {
            throw new IllegalStateException(
                    "JMeter is not there: %s is missing. ./mvnw -Pjmeter -pl jmeter package makes it"
                            .formatted(classPathFile()));
        }
        directory(work);
    }

    /** Where its files lie. */
    Path work() {
        return work;
    }

    /**
     * Runs a plan to its end.
     *
     * @param name of its files
     * @param watch asked every 20 ms; gives up when it says true
     * @return the log of samples
     * @throws IllegalStateException if JMeter fails
     */
    Path run(
            Road road,
            String name,
            URI server,
            long couponId,
            Path tokens,
            CompareOptions options,
            BooleanSupplier watch) {
        Path samples = work.resolve(name + ".jtl");
        delete(samples);
        List<String> arguments =
                List.of(
                        "-n",
                        "-t",
                        module.resolve("plans").resolve(road.id() + ".jmx").toString(),
                        "-l",
                        samples.toString(),
                        "-Jhost=" + server.getHost(),
                        "-Jport=" + server.getPort(),
                        "-Jcoupon=" + couponId,
                        "-Jtokens=" + tokens,
                        "-Jusers=" + options.users(),
                        "-Jramp=" + options.ramp(),
                        // two more columns, which Jtl reads
                        "-Jsample_variables=user,kind",
                        // no listener for commands over UDP
                        "-Jjmeterengine.nongui.port=0");
        try (ManagedProcess process = start(name, arguments)) {
            process.await(watch, Duration.ofMinutes(30));
            ended(process, process.exitCode().orElse(-1));
        }
        return samples;
    }

    /** Writes JMeter's own dashboard. */
    void report(Path samples, Path folder) {
        delete(folder);
        directory(folder);
        List<String> arguments =
                List.of(
                        "-g",
                        samples.toString(),
                        "-o",
                        folder.toString(),
                        // runs last seconds, not the hours that its steps of a minute are for
                        "-Jjmeter.reportgenerator.overall_granularity=1000");
        try (ManagedProcess process = start("report", arguments)) {
            process.awaitExit(REPORT);
            ended(process, process.exitCode().orElse(-1));
        }
    }

    private ManagedProcess start(String name, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms512m",
                                "-Xmx1g",
                                // thousands of threads
                                "-Xss512k",
                                // it lives for seconds: the best compiler would take from the
                                // services more processor time than its code gives back
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djava.awt.headless=true",
                                // or it writes to the home of whoever runs it
                                "-Djava.util.prefs.userRoot=" + work,
                                // XStream, which reads the plans, knows no other way yet
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djmeter.home=" + module.resolve("target").resolve("jmeter-home"),
                                "-cp",
                                classPath(),
                                "org.apache.jmeter.NewDriver",
                                "-j",
                                work.resolve(name + ".log").toString()));
        command.addAll(arguments);
        Path output = work.resolve(name + ".out");
        delete(output);
        return ManagedProcess.start("JMeter", command, Map.of(), work, output);
    }

    private static void ended(ManagedProcess process, int code) {
        if (code != 0) {
            throw new IllegalStateException(
                    "JMeter ended with exit code %d; its last lines:%n    %s"
                            .formatted(code, String.join("\n    ", process.lastLines(20))));
        }
    }

    private Path classPathFile() {
        return module.resolve("target").resolve("jmeter.classpath");
    }

    private String classPath() {
        try {
            return Files.readString(classPathFile()).strip().replace(":", File.pathSeparator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("could not create " + directory, e);
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + path, e);
        }
    }
}
