package io.couponrush.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.process.ManagedProcess;
import io.couponrush.worker.model.Schedule.Result;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Campaigns in a process of the lowest priority: they ask no server, so they take what tests that
 * wait for servers leave of the machine, and delay none of them.
 */
final class ModelProcess {

    private static final Duration PATIENCE = Duration.ofHours(1);

    /** A JVM may have something to say, too. */
    private static final String FINDING = "model: ";

    private ModelProcess() {}

    /** Schedules of the seeds from, from + 1 and so on, with one safeguard out. */
    record Order(Mutation mutation, long from, long schedules) {

        static Order parse(String text) {
            String[] parts = text.split(",", 3);
            return new Order(
                    Mutation.valueOf(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }

        @Override
        public String toString() {
            return mutation + "," + from + "," + schedules;
        }
    }

    /**
     * @param seed the lowest whose story breaks a promise
     */
    record Finding(Mutation mutation, OptionalLong seed) {

        static Finding parse(String line) {
            String[] words = line.split(" ", 3);
            return new Finding(
                    Mutation.valueOf(words[0]),
                    words[1].equals("kept")
                            ? OptionalLong.empty()
                            : OptionalLong.of(Long.parseLong(words[1])));
        }
    }

    /** One after the other, each on all cores. */
    static List<Finding> run(Path log, List<Order> orders) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData", "--add-exports"));
        command.add("java.base/jdk.internal.vm=ALL-UNNAMED");
        command.add("-Drush.home=" + System.getProperty("rush.home"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(ModelProcess.class.getName());
        orders.forEach(order -> command.add(order.toString()));
        try (ManagedProcess process =
                ManagedProcess.start(
                        "model", command, Map.of(), Path.of("").toAbsolutePath(), log)) {
            boolean ended = process.awaitExit(PATIENCE);
            System.out.print(process.output());
            assertThat(ended).as("the model in %s", PATIENCE).isTrue();
            assertThat(process.exitCode()).hasValue(0);
            return process.output()
                    .lines()
                    .filter(line -> line.startsWith(FINDING))
                    .map(line -> Finding.parse(line.substring(FINDING.length())))
                    .toList();
        }
    }

    /** Says of each order, as soon as it is known, the seed or "kept", and how long it took. */
    public static void main(String[] orders) {
        // or the threads of a campaign ask at once for what is still being made
        var _ = LoggerFactory.getILoggerFactory();
        for (String text : orders) {
            Order order = Order.parse(text);
            Campaign campaign = Campaign.run(order.from(), order.schedules(), order.mutation());
            campaign.broken().ifPresent(ModelProcess::mustBeAPromise);
            String seed = campaign.broken().map(it -> "" + it.seed()).orElse("kept");
            System.out.println(FINDING + order.mutation() + " " + seed + " " + campaign);
        }
    }

    private static void mustBeAPromise(Result result) {
        Error error = result.broken();
        if (error != null && !(error instanceof PromiseBroken)) {
            throw error;
        }
    }
}
