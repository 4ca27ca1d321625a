package io.couponrush.worker.account;

import io.couponrush.worker.account.domain.Role;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.TableGenerator;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/** Somebody who can sign in. */
@Entity
class Account {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "account")
    @TableGenerator(
            name = "account",
            table = "id_sequence",
            pkColumnName = "name",
            pkColumnValue = "account",
            valueColumnName = "next_value")
    private @Nullable Long id;

    private String username;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;

    private @Nullable Instant passwordChangedAt;

    @SuppressWarnings("NullAway.Init") // JPA makes the object first and fills it then
    protected Account() {}

    Account(String username, String passwordHash, Role role, Instant createdAt) {
        this.username = username;
        this.passwordHash = passwordHash;
        this.role = role;
        this.createdAt = createdAt;
    }

    long id() {
        return Objects.requireNonNull(id, "not saved yet");
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return role;
    }

    /** Whether the password that was given then is still the one. */
    boolean isSamePasswordSince(Instant signedIn) {
        return passwordChangedAt == null || !signedIn.isBefore(passwordChangedAt);
    }

    String username() {
        return username;
    }

    Instant createdAt() {
        return createdAt;
    }
}
