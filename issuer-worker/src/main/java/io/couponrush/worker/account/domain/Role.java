package io.couponrush.worker.account.domain;

import java.util.List;

/** What an account may do; an ADMIN may do all that a USER may. */
public enum Role {
    USER,
    ADMIN;

    /** The names that go into a token. */
    public List<String> names() {
        return this == ADMIN ? List.of("USER", "ADMIN") : List.of("USER");
    }
}
