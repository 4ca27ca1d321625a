package io.couponrush.worker.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

/** Who did what with which letter, and when. */
class ActionBook {

    private final JdbcClient jdbc;
    private final Clock clock;

    ActionBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What can be done. The names are stored and public API. */
    enum Kind {
        REPLAY,
        DISCARD
    }

    /** Written before anything is done, so that an action that is cut off can be seen. */
    long begin(long letterId, Kind action, long actor, @Nullable String reason) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into dead_letter_action
                          (dead_letter_id, action, actor_id, reason, begun_at)
                        values (:letter, :action, :actor, :reason, :at)\
                        """)
                .param("letter", letterId)
                .param("action", action.name())
                .param("actor", actor)
                .param("reason", reason)
                .param("at", LetterBook.utc(clock.instant()))
                .update(key);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /**
     * @param outcome a stable name
     */
    void end(long actionId, String outcome) {
        jdbc.sql("update dead_letter_action set outcome = :outcome, ended_at = :at where id = :id")
                .param("outcome", outcome)
                .param("at", LetterBook.utc(clock.instant()))
                .param("id", actionId)
                .update();
    }

    /** Oldest first. */
    List<LetterView.Action> of(long letterId) {
        return jdbc.sql(
                        """
                        select action, actor_id, reason, begun_at, outcome, ended_at
                        from dead_letter_action where dead_letter_id = :letter order by id\
                        """)
                .param("letter", letterId)
                .query(
                        (row, _) ->
                                new LetterView.Action(
                                        row.getString("action"),
                                        row.getLong("actor_id"),
                                        row.getString("reason"),
                                        LetterBook.instant(
                                                row.getObject("begun_at", LocalDateTime.class)),
                                        row.getString("outcome"),
                                        LetterBook.optionalInstant(
                                                row.getObject("ended_at", LocalDateTime.class))))
                .list();
    }
}
