package io.couponrush.worker.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Believes a header, so that a load generator need not sign a million tokens. */
final class LoadTestUserFilter extends OncePerRequestFilter {

    static final String HEADER = "Commerce-User-Id";

    private static final Logger LOG = LoggerFactory.getLogger(LoadTestUserFilter.class);

    private final SecurityProblems problems;

    LoadTestUserFilter(SecurityProblems problems) {
        this.problems = problems;
        LOG.warn(
                "Profile load-test: whoever sends the header {} is taken for that user."
                        + " Never expose this process to anybody.",
                HEADER);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getHeader(HEADER);
        if (user != null && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            try {
                signIn(UserId.parse(user));
            } catch (IllegalArgumentException e) {
                problems.commence(
                        request, response, new InvalidBearerTokenException("not a user id"));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void signIn(UserId user) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                new PreAuthenticatedAuthenticationToken(
                        Long.toString(user.value()),
                        "",
                        AuthorityUtils.createAuthorityList("ROLE_USER")));
        SecurityContextHolder.setContext(context);
    }
}
