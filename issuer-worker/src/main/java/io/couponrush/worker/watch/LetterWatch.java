package io.couponrush.worker.watch;

import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

/** Counts the dead letters that nobody has handled yet. */
final class LetterWatch {

    private static final int SECONDS = 3;

    private final JdbcTemplate database;
    private final WorkerMeters meters;

    LetterWatch(DataSource connections, WorkerMeters meters) {
        this.database = new JdbcTemplate(connections);
        this.database.setQueryTimeout(SECONDS);
        this.meters = meters;
    }

    void look() {
        Map<String, Long> open = new HashMap<>();
        database.query(
                "select fault, count(*) from dead_letter where state = 'NEW' group by fault",
                row -> {
                    open.put(row.getString(1), row.getLong(2));
                });
        meters.openLetters(open);
    }
}
