package io.couponrush.worker.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

import java.sql.SQLException;

/** The database does not answer, or does not let us in. */
final class DatabaseFailureAnalyzer implements FailureAnalyzer {

    private static final int UNKNOWN_DATABASE = 1049;
    private static final int NOT_FOR_THIS_USER = 1044;

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        SQLException root = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                root = sql;
            }
        }
        return root == null ? null : analyze(failure, root);
    }

    private @Nullable FailureAnalysis analyze(Throwable failure, SQLException root) {
        String state = String.valueOf(root.getSQLState());
        if (state.startsWith("08")) {
            return new FailureAnalysis(
                    "The database " + url() + " does not answer.",
                    "Start it, or correct RUSH_JDBC_URL.",
                    failure);
        }
        if (state.startsWith("28")) {
            return new FailureAnalysis(
                    "The database " + url() + " refuses user " + user() + ".",
                    "Correct RUSH_JDBC_USER and RUSH_JDBC_PASSWORD.",
                    failure);
        }
        return switch (root.getErrorCode()) {
            case UNKNOWN_DATABASE, NOT_FOR_THIS_USER ->
                    new FailureAnalysis(
                            "There is no schema behind " + url() + " for user " + user() + ".",
                            "Create the schema and grant the user all rights in it, or correct"
                                    + " RUSH_JDBC_URL.",
                            failure);
            default -> null;
        };
    }

    /** Without its parameters, among which a password may be. */
    private String url() {
        return environment.getProperty("spring.datasource.url", "").replaceFirst("\\?.*", "");
    }

    private String user() {
        return environment.getProperty("spring.datasource.username", "");
    }
}
