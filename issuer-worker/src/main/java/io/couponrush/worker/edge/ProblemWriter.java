package io.couponrush.worker.edge;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Writes a problem from where no controller is: filters and the security chain. */
public final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Keeps the headers that are set already; does nothing when the answer is on its way. */
    public void write(HttpServletResponse response, ProblemCode code, String detail)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        if (code.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.jitteredSeconds());
        }
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(code.problem(detail)));
    }
}
