package io.couponrush.worker.coupon;

import io.couponrush.events.CouponState;
import io.couponrush.events.Discount;
import io.couponrush.worker.coupon.domain.Offer;
import io.couponrush.worker.coupon.domain.Terms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * The row of a coupon as the admin side sees it. Issuing raises {@code issued_quantity} by guarded
 * SQL of its own, so the counter is never written from here and {@code version} counts edits only.
 */
@Entity
public class Coupon {

    /** Due at once, whatever the clocks of worker and database say. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "coupon")
    @TableGenerator(
            name = "coupon",
            table = "id_sequence",
            pkColumnName = "name",
            pkColumnValue = "coupon",
            valueColumnName = "next_value",
            allocationSize = 1)
    private @Nullable Long id;

    @Version private long version = 1;

    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "varchar(16)")
    private Discount.Kind discountKind;

    private long discountValue;
    private long totalQuantity;

    @Column(insertable = false, updatable = false)
    private long issuedQuantity;

    private Instant opensAt;
    private Instant closesAt;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "varchar(16)")
    private CouponState state;

    private Instant createdAt;
    private @Nullable Instant announceAfter;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant rebuildSince;

    @SuppressWarnings("NullAway.Init") // JPA makes the object first and fills it then
    protected Coupon() {}

    Coupon(Offer offer, Instant createdAt) {
        this.name = offer.name();
        this.description = offer.description();
        this.discountKind = offer.discount().kind();
        this.discountValue = offer.discount().value();
        this.totalQuantity = offer.totalQuantity();
        this.opensAt = offer.opensAt();
        this.closesAt = offer.closesAt();
        this.state = CouponState.OPEN;
        this.createdAt = createdAt;
        this.announceAfter = AT_ONCE;
    }

    void change(Terms terms) {
        name = terms.name();
        description = terms.description();
        state = terms.state();
        totalQuantity = terms.totalQuantity();
        opensAt = terms.opensAt();
        closesAt = terms.closesAt();
        announceAfter = AT_ONCE;
    }

    Terms terms() {
        return new Terms(name, description, state, totalQuantity, opensAt, closesAt);
    }

    /** At least 1. */
    public long id() {
        return Objects.requireNonNull(id, "not saved yet");
    }

    /** Raised by every edit, from 1. */
    public long version() {
        return version;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public Discount discount() {
        return new Discount(discountKind, discountValue);
    }

    public long totalQuantity() {
        return totalQuantity;
    }

    /** Committed rows at the time of reading. */
    public long issuedQuantity() {
        return issuedQuantity;
    }

    public Instant opensAt() {
        return opensAt;
    }

    public Instant closesAt() {
        return closesAt;
    }

    public CouponState state() {
        return state;
    }

    /** Whether its gate was lost and is being made anew: nobody is admitted meanwhile. */
    public boolean isRebuilding() {
        return rebuildSince != null;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Null: announced. */
    @Nullable Instant announceAfter() {
        return announceAfter;
    }
}
