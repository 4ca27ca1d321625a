package io.couponrush.worker.lab;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The statements of the lab, one each. None of them guards anything but those that say so. */
final class LabLedger {

    private static final String READ =
            "select total_quantity, issued_quantity, version from lab_coupon where id = :coupon";

    private final JdbcClient jdbc;
    private final Clock clock;

    LabLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was read, true or not by the time it is used. */
    record Stock(long total, long issued, long version) {}

    Stock read(long couponId) {
        return read(couponId, READ);
    }

    /** Holds the row's lock until the end of the transaction. */
    Stock readForUpdate(long couponId) {
        return read(couponId, READ + " for update");
    }

    private Stock read(long couponId, String sql) {
        return jdbc.sql(sql)
                .param("coupon", couponId)
                .query((row, _) -> new Stock(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    boolean owns(long couponId, long userId) {
        return jdbc.sql(
                        "select exists (select 1 from lab_user_coupon"
                                + " where coupon_id = :coupon and user_id = :user)")
                .param("coupon", couponId)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    Instant insert(long couponId, long userId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql(
                        "insert into lab_user_coupon (coupon_id, user_id, issued_at)"
                                + " values (:coupon, :user, :now)")
                .param("coupon", couponId)
                .param("user", userId)
                .param("now", LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .update();
        return now;
    }

    /** Writes the counter that the caller worked out. */
    void write(long couponId, long issued) {
        jdbc.sql("update lab_coupon set issued_quantity = :issued where id = :coupon")
                .param("issued", issued)
                .param("coupon", couponId)
                .update();
    }

    /** Guarded: only if nobody wrote since the version was read. */
    boolean writeAt(long couponId, long issued, long version) {
        return jdbc.sql(
                                "update lab_coupon set issued_quantity = :issued,"
                                        + " version = version + 1"
                                        + " where id = :coupon and version = :version")
                        .param("issued", issued)
                        .param("coupon", couponId)
                        .param("version", version)
                        .update()
                == 1;
    }

    /** Guarded: from here on, no older token is listened to. */
    boolean raiseFence(long couponId, long fence) {
        return jdbc.sql(
                                "update lab_coupon set last_fence = :fence"
                                        + " where id = :coupon and last_fence < :fence")
                        .param("fence", fence)
                        .param("coupon", couponId)
                        .update()
                == 1;
    }

    /** Guarded: only if no younger token was seen. */
    boolean writeBehind(long couponId, long issued, long fence) {
        return jdbc.sql(
                                "update lab_coupon set issued_quantity = :issued"
                                        + " where id = :coupon and last_fence = :fence")
                        .param("issued", issued)
                        .param("coupon", couponId)
                        .param("fence", fence)
                        .update()
                == 1;
    }
}
