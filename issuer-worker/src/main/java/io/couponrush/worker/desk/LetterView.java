package io.couponrush.worker.desk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * All about one letter.
 *
 * @param payload null if the record had none
 * @param actions oldest first
 */
record LetterView(
        @JsonUnwrapped LetterSummary letter,
        @Nullable StoredBytes key,
        @Nullable StoredBytes payload,
        List<Header> headers,
        List<Action> actions) {

    LetterView {
        headers = List.copyOf(headers);
        actions = List.copyOf(actions);
    }

    record Header(String name, @Nullable StoredBytes value) {}

    /**
     * What somebody did with it.
     *
     * @param action REPLAY or DISCARD
     * @param by the user id of the admin
     * @param outcome null if the action was cut off: repeat it
     */
    record Action(
            String action,
            long by,
            @Nullable String reason,
            Instant at,
            @Nullable String outcome,
            @Nullable Instant endedAt) {}
}
