package io.couponrush.worker.recovery;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.UUID;

/**
 * The right to do what one worker at a time should do. Who sleeps through its end may go on for a
 * moment beside the next holder: what is done under it must bear that.
 */
class Lease {

    private final JdbcClient database;
    private final String name;
    private final Duration length;
    private final String holder = UUID.randomUUID().toString();

    /**
     * @param name of a row in {@code worker_lease}
     */
    Lease(JdbcClient database, String name, Duration length) {
        this.database = database;
        this.name = name;
        this.length = length;
    }

    /** Takes the lease, or renews it; false if another one holds it. */
    boolean hold() {
        return database.sql(
                                """
                                update worker_lease
                                set holder = :me,
                                    held_until = utc_timestamp(6) + interval :length microsecond
                                where name = :name
                                  and (holder = :me or held_until <= utc_timestamp(6))\
                                """)
                        .param("me", holder)
                        .param("length", length.toNanos() / 1000)
                        .param("name", name)
                        .update()
                == 1;
    }

    /** Gives it up, if it is held, so that nobody has to wait for its end. */
    void release() {
        database.sql(
                        """
                        update worker_lease set held_until = utc_timestamp(6)
                        where name = ? and holder = ?\
                        """)
                .param(name)
                .param(holder)
                .update();
    }
}
