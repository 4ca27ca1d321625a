package io.couponrush.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.util.stream.Stream;

/** What is told of failures in the middle of an answer, and that none of their words is. */
class ProblemHandlerTest {

    private static final String INSIDE = "update coupon_secret on db-7.internal";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new OptimisticLockingFailureException(INSIDE), 409, "EDIT_CONFLICT"),
                Arguments.of(new CannotAcquireLockException(INSIDE), 503, "OVERLOADED"),
                Arguments.of(
                        new CannotCreateTransactionException(INSIDE), 503, "UPSTREAM_UNAVAILABLE"),
                Arguments.of(
                        new DataAccessResourceFailureException(INSIDE),
                        503,
                        "UPSTREAM_UNAVAILABLE"),
                Arguments.of(
                        new TransientDataAccessResourceException(INSIDE),
                        503,
                        "UPSTREAM_UNAVAILABLE"),
                Arguments.of(new QueryTimeoutException(INSIDE), 503, "UPSTREAM_UNAVAILABLE"),
                Arguments.of(new IllegalStateException(INSIDE), 500, "INTERNAL_ERROR"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsItsCodeAndNothingFromInside(RuntimeException failure, int status, String code)
            throws Exception {
        MvcTestResult answer = fail(failure);

        assertThat(answer.getResponse().getStatus()).isEqualTo(status);
        assertThat(answer.getResponse().getContentAsString())
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("coupon_secret", "db-7", "Exception");
        assertThat(answer.getResponse().containsHeader("Retry-After")).isEqualTo(status == 503);
    }

    /** Its body is under way: whoever reads it must see that it is not whole. */
    @Test
    void leavesACutOffBodyToTheContainer() {
        CutOffException cutOff = new CutOffException("export", new IllegalStateException(INSIDE));

        assertThat(fail(cutOff).getUnresolvedException()).hasRootCauseMessage(INSIDE);
    }

    private static MvcTestResult fail(RuntimeException failure) {
        ProblemHandler handler =
                new ProblemHandler(
                        new EdgeProperties(DataSize.ofKilobytes(16)),
                        new ProblemWriter(JsonMapper.shared()));
        return MockMvcTester.create(
                        MockMvcBuilders.standaloneSetup(new Failing(failure))
                                .setControllerAdvice(handler)
                                .build())
                .get()
                .uri("/fails")
                .exchange();
    }

    @RestController
    record Failing(RuntimeException failure) {

        @GetMapping("/fails")
        String fails() {
            throw failure;
        }
    }
}
