package io.couponrush.localstack;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs Kafka once and keeps what its JVM has loaded and linked as an AOT cache. With it a start
 * costs 2.3 instead of 5.0 seconds of processor time. The build calls this; what it makes is used
 * when it is there and missed by nobody.
 */
final class KafkaTraining {

    /** Writing the cache takes the ending JVM 4 s on an idle machine, 30 s on a busy one. */
    private static final Duration STOP_GRACE = Duration.ofMinutes(3);

    private KafkaTraining() {}

    public static void main(String[] arguments) {
        try {
            train(Binaries.find());
        } catch (IOException | LocalStackException e) {
            System.out.println("Kafka will start more slowly, its AOT cache was not made: " + e);
        }
    }

    private static void train(Binaries binaries) throws IOException {
        Path cache = binaries.kafkaCache();
        if (Files.exists(cache)) {
            return;
        }
        DataDirectory directory = DataDirectory.open(null);
        try {
            // beside its final place, so that it appears there whole or not at all
            Path fresh = Files.createTempFile(binaries.directory(), "kafka-", ".aot.new");
            ServerProcess kafka =
                    new ServerProcess(
                            KafkaRecipe.training(binaries, directory.path(), fresh),
                            directory.path(),
                            STOP_GRACE);
            kafka.start();
            kafka.stop();
            if (Files.size(fresh) == 0) {
                Files.delete(fresh);
                throw new IOException("the JVM wrote none");
            }
            Files.move(fresh, cache, ATOMIC_MOVE);
        } finally {
            directory.close();
        }
    }
}
