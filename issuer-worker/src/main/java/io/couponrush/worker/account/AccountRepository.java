package io.couponrush.worker.account;

import io.couponrush.worker.account.domain.Role;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.Optional;

interface AccountRepository extends JpaRepository<Account, Long> {

    boolean existsByUsername(String username);

    Optional<Account> findByUsername(String username);

    /** Only if the hash is still the one that was checked: two changes at once can't both win. */
    @Modifying
    @Transactional
    @Query(
            "update Account a set a.passwordHash = :replacement, a.passwordChangedAt = :at"
                    + " where a.id = :id and a.passwordHash = :checked")
    int replacePassword(long id, String checked, String replacement, Instant at);

    @Modifying
    @Transactional
    @Query("update Account a set a.role = :role where a.id = :id")
    int setRole(long id, Role role);
}
