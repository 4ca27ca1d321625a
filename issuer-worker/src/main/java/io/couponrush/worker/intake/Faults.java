package io.couponrush.worker.intake;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Tells two kinds of trouble apart: a server that is away or unwell, for which claims wait as long
 * as it takes, and an error that belongs to a claim. In doubt a server's answer is the server's
 * trouble: a wait is seen and mended, thousands of dead letters of innocent claims are a second
 * accident.
 */
public final class Faults {

    private static final Pattern REFUSED_IN_SCRIPT =
            Pattern.compile(
                    "-(READONLY|MISCONF|OOM|LOADING|NOREPLICAS|CLUSTERDOWN|MASTERDOWN|BUSY)\\b");

    /** ER_CHECK_CONSTRAINT_VIOLATED, which MySQL sends without a class: SQLState HY000. */
    private static final int MYSQL_CHECK_VIOLATED = 3819;

    private Faults() {}

    /** Whether a server, and not a claim, is to blame. */
    public static boolean isInfrastructure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SQLException sql -> {
                    return !isAboutData(sql);
                }
                case RedisCommandExecutionException refusal -> {
                    return !isAboutData(refusal);
                }
                case RecordTooLargeException _, SerializationException _ -> {
                    return false;
                }
                case RedisException _, KafkaException _ -> {
                    return true;
                }
                // what the layers over the database say when it said nothing itself
                case TransactionException layer when layer.getCause() == null -> {
                    return true;
                }
                case DataAccessResourceFailureException layer when layer.getCause() == null -> {
                    return true;
                }
                default -> {
                    // somebody's wrapper: what it wraps decides
                }
            }
        }
        return false;
    }

    /** Class 22: the values; class 23: a constraint. A missing table or right is nobody's claim. */
    private static boolean isAboutData(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("22")
                || state.startsWith("23")
                || error.getErrorCode() == MYSQL_CHECK_VIOLATED;
    }

    /**
     * A key of another type, or a script's own error; not LOADING, READONLY, OOM and the like.
     * Redis before 7 wraps what a command inside a script was refused with: "ERR Error running
     * script … -READONLY …".
     */
    private static boolean isAboutData(RedisCommandExecutionException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return (message.startsWith("WRONGTYPE") || message.startsWith("ERR"))
                && !REFUSED_IN_SCRIPT.matcher(message).find();
    }
}
