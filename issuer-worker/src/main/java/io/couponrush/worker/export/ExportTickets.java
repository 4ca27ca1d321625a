package io.couponrush.worker.export;

import io.couponrush.worker.security.UserId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Tickets to fetch one export each, once, from any worker. A browser fetches a file without the
 * admin's token, so the ticket is all that it shows: 256 random bits. Times are the database's.
 */
final class ExportTickets {

    private static final int BYTES = 32;

    /** Swept up by the way; more than are made at once, so that none is left behind. */
    private static final int SWEPT = 100;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Duration life;

    ExportTickets(JdbcClient jdbc, Duration life) {
        this.jdbc = jdbc;
        this.life = life;
    }

    /** What a ticket is good for. */
    record Order(long couponId, UserId admin) {}

    int waiting() {
        return jdbc.sql("select count(*) from export_ticket where expires_at > utc_timestamp(6)")
                .query(Integer.class)
                .single();
    }

    /** Belongs in a transaction with the line that tells of it. */
    String make(Order order) {
        jdbc.sql("delete from export_ticket where expires_at <= utc_timestamp(6) limit " + SWEPT)
                .update();
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql(
                        """
                        insert into export_ticket (digest, coupon_id, admin_id, expires_at)
                        values (:digest, :coupon, :admin,
                                utc_timestamp(6) + interval :life microsecond)\
                        """)
                .param("digest", digest(ticket))
                .param("coupon", order.couponId())
                .param("admin", order.admin().value())
                .param("life", life.toNanos() / 1000)
                .update();
        return ticket;
    }

    /** Empty if there is no such ticket, or no more; of many callers at once one gets it. */
    Optional<Order> redeem(String ticket) {
        byte[] digest = digest(ticket);
        return jdbc.sql(
                        """
                        select coupon_id, admin_id from export_ticket
                        where digest = ? and expires_at > utc_timestamp(6)\
                        """)
                .param(digest)
                .query(
                        (row, _) ->
                                new Order(
                                        row.getLong("coupon_id"),
                                        new UserId(row.getLong("admin_id"))))
                .optional()
                .filter(_ -> taken(digest));
    }

    private boolean taken(byte[] digest) {
        return jdbc.sql("delete from export_ticket where digest = ?").param(digest).update() == 1;
    }

    private static byte[] digest(String ticket) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(ticket.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
