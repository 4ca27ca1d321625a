package io.couponrush.system.drill;

import io.couponrush.system.api.ApiException;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.guarantee.Balance;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;

/** The coupon's books after everybody has heard the end. */
final class Aftermath {

    /** A gateway that was killed must not leave anything pending for longer. */
    private static final Duration SETTLE = Duration.ofSeconds(40);

    private final ProductApi admin;
    private final long couponId;
    private final long stock;
    private final Stage stage;
    private @Nullable Balance balance;

    Aftermath(ProductApi admin, long couponId, long stock, Stage stage) {
        this.admin = admin;
        this.couponId = couponId;
        this.stock = stock;
        this.stage = stage;
    }

    /** Waits until nothing is pending; what is then is for P3 to say. */
    void settle() {
        long from = System.nanoTime();
        Await.until(this::isSettled, SETTLE);
        stage.measure("pending 0 after the last answer", System.nanoTime() - from);
    }

    /** Whether the worker has told the books at least once. */
    boolean isTold() {
        return balance != null;
    }

    /** Coupons that nobody has and no dead letter holds. */
    long left() {
        return stock - balance().issued() - balance().deadLettered();
    }

    /**
     * @throws IllegalStateException if the worker never told it
     */
    Balance balance() {
        if (balance == null) {
            throw new IllegalStateException("the worker doesn't tell the balance of " + couponId);
        }
        return balance;
    }

    private boolean isSettled() {
        try {
            balance = admin.balance(couponId);
            return balance.pending() == 0 && balance.difference() == 0;
        } catch (ApiException | UncheckedIOException _) {
            return false; // the worker has just come back, or waits for a server
        }
    }
}
