package io.couponrush.worker.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/** No broker answers, so the topics can't be made or looked at. */
final class KafkaFailureAnalyzer implements FailureAnalyzer {

    private final Environment environment;

    KafkaFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfKafka(cause)) {
                return new FailureAnalysis(
                        "Kafka at "
                                + environment.getProperty("spring.kafka.bootstrap-servers")
                                + " does not answer, or does not let us make topics: "
                                + cause.getMessage(),
                        "Start a broker there, or correct RUSH_KAFKA_BOOTSTRAP.",
                        failure);
            }
        }
        return null;
    }

    /** Not by its type alone: a plain time-out comes wrapped in an IllegalStateException. */
    private static boolean isOfKafka(Throwable cause) {
        return cause instanceof org.springframework.kafka.KafkaException
                || cause instanceof org.apache.kafka.common.KafkaException
                || (cause.getStackTrace().length > 0
                        && cause.getStackTrace()[0]
                                .getClassName()
                                .equals(KafkaAdmin.class.getName()));
    }
}
