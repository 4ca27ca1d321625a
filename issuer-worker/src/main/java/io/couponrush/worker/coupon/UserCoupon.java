package io.couponrush.worker.coupon;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** An issued coupon. The row is written once and never changed. */
@Entity
public class UserCoupon implements Persistable<UserCouponId> {

    @EmbeddedId private UserCouponId id;
    private @Nullable Long sequence;
    private String road;

    /** UTC. As an Instant the driver formats it with a calendar, twice a row: 9 % of a drain. */
    @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
    private LocalDateTime issuedAt;

    @SuppressWarnings("NullAway.Init") // JPA makes the object first and fills it then
    protected UserCoupon() {}

    /**
     * @param sequence the ticket's, from 1; null on a road that has no tickets
     * @param road how it was issued, "v3" for one
     */
    public UserCoupon(UserCouponId id, @Nullable Long sequence, String road, Instant issuedAt) {
        this.id = id;
        this.sequence = sequence;
        this.road = road;
        this.issuedAt = LocalDateTime.ofInstant(issuedAt, ZoneOffset.UTC);
    }

    @Override
    public UserCouponId getId() {
        return id;
    }

    /** Always: its id is assigned, and asking the database first would cost a select a row. */
    @Override
    public boolean isNew() {
        return true;
    }

    public @Nullable Long sequence() {
        return sequence;
    }

    public String road() {
        return road;
    }

    public Instant issuedAt() {
        return issuedAt.toInstant(ZoneOffset.UTC);
    }
}
