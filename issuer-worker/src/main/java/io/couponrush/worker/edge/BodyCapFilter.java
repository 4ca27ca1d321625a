package io.couponrush.worker.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Refuses a body that says it is too large, and stops reading one that turns out to be. */
final class BodyCapFilter extends OncePerRequestFilter {

    private final long cap;
    private final ProblemWriter problems;

    BodyCapFilter(long cap, ProblemWriter problems) {
        this.cap = cap;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > cap) {
            problems.write(response, ProblemCode.PAYLOAD_TOO_LARGE, tooLarge(cap));
        } else {
            chain.doFilter(new CappedRequest(request, cap), response);
        }
    }

    static String tooLarge(long cap) {
        return "A body may have " + cap + " bytes here.";
    }
}
