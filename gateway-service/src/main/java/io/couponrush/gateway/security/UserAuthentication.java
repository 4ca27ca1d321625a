package io.couponrush.gateway.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

import java.time.Instant;
import java.util.List;

/** A verified caller. Small and without the token, because many are remembered. */
final class UserAuthentication implements Authentication {

    private static final long serialVersionUID = 1L;

    private static final List<GrantedAuthority> USER =
            AuthorityUtils.createAuthorityList("ROLE_USER");
    private static final List<GrantedAuthority> ADMIN =
            AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_ADMIN");

    private final long userId;
    private final boolean admin;
    private final Instant believedUntil;

    UserAuthentication(long userId, boolean admin, Instant believedUntil) {
        this.userId = userId;
        this.admin = admin;
        this.believedUntil = believedUntil;
    }

    long userId() {
        return userId;
    }

    Instant believedUntil() {
        return believedUntil;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return admin ? ADMIN : USER;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public @Nullable Object getDetails() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return userId;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        if (!authenticated) {
            throw new IllegalArgumentException("a verified caller stays verified");
        }
    }

    @Override
    public String getName() {
        return Long.toString(userId);
    }
}
