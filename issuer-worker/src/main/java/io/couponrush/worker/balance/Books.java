package io.couponrush.worker.balance;

import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.script.LuaScript;
import io.couponrush.worker.script.ScriptReply;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;

/** Compares Redis with the database. */
final class Books {

    private final LuaScript readBooks = LuaScript.besides(Books.class, "read-books.lua");
    private final StringRedisTemplate redis;
    private final JdbcClient database;
    private final Expiry expiry;

    Books(StringRedisTemplate redis, JdbcClient database, Expiry expiry) {
        this.redis = redis;
        this.database = database;
        this.expiry = expiry;
    }

    /**
     * Redis first: whatever settles in between is then seen pending and issued, never in neither.
     */
    BooksOutcome balance(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        ScriptReply reply =
                readBooks.run(
                        redis,
                        List.of(
                                keys.gate(),
                                keys.pending(),
                                keys.rejected(),
                                keys.failed(),
                                keys.returned()));
        Optional<Long> issued = issued(couponId);
        if (issued.isEmpty()) {
            return new BooksOutcome.NoSuchCoupon();
        }
        return switch (reply.outcome()) {
            case "READ" ->
                    Balance.of(
                            couponId,
                            reply.number("admitted"),
                            issued.get(),
                            reply.number("rejected"),
                            reply.number("failed"),
                            reply.number("returned"),
                            reply.number("elsewhere"),
                            reply.number("pending"));
            case "MISSING" -> expiry.gateless(couponId);
            default -> throw reply.unknown();
        };
    }

    /** Counted, not taken from the counter: this is the evidence. Road v1 passes no gate. */
    private Optional<Long> issued(long couponId) {
        return database.sql(
                        """
                        select (select count(*) from user_coupon u
                                where u.coupon_id = c.id and u.road <> 'v1')
                        from coupon c where c.id = ?\
                        """)
                .param(couponId)
                .query(Long.class)
                .optional();
    }
}
