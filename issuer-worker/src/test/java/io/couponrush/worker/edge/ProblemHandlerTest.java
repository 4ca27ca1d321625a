package io.couponrush.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

import tools.jackson.databind.json.JsonMapper;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is told of an exception: a code and what to do, and nothing of its own words. */
@ExtendWith(OutputCaptureExtension.class)
class ProblemHandlerTest {

    private static final String SECRET = "Table 'inside.account' on db.example";

    /** No stereotype: other tests look for controllers in these packages. */
    static final class Broken {

        private final Supplier<String> what;

        Broken(Supplier<String> what) {
            this.what = what;
        }

        @GetMapping("/")
        @ResponseBody
        String go() {
            return what.get();
        }
    }

    record Case(RuntimeException thrown, int status, String code, boolean comeBack) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new CannotAcquireLockException(SECRET), 503, "OVERLOADED", true),
                new Case(
                        new OptimisticLockingFailureException(SECRET), 409, "EDIT_CONFLICT", false),
                new Case(
                        new CannotCreateTransactionException(SECRET),
                        503,
                        "UPSTREAM_UNAVAILABLE",
                        true),
                new Case(
                        new DataAccessResourceFailureException(SECRET),
                        503,
                        "UPSTREAM_UNAVAILABLE",
                        true),
                new Case(new QueryTimeoutException(SECRET), 503, "UPSTREAM_UNAVAILABLE", true),
                new Case(new IllegalStateException(SECRET), 500, "INTERNAL_ERROR", false),
                new Case(status(HttpStatus.FORBIDDEN), 403, "FORBIDDEN", false),
                new Case(status(HttpStatus.BAD_GATEWAY), 500, "INTERNAL_ERROR", false),
                new Case(status(HttpStatus.TOO_EARLY), 400, "VALIDATION_FAILED", false));
    }

    private static ResponseStatusException status(HttpStatus status) {
        return new ResponseStatusException(status, SECRET);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCodeOfOursAndNoneOfItsWords(Case it) throws Exception {
        MockHttpServletResponse answer = answer(it.thrown);

        assertThat(answer.getStatus()).isEqualTo(it.status);
        assertThat(answer.getContentAsString())
                .contains("\"code\":\"" + it.code + "\"")
                .doesNotContain("inside.account");
        assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER) != null).isEqualTo(it.comeBack);
    }

    /** It is ours, and says what there is too much of. */
    @Test
    void whoeverSaysThatItIsTooMuchIsQuoted() throws Exception {
        MockHttpServletResponse answer = answer(new OverloadedException("Too many sign-ins."));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("Too many sign-ins. Try again later.");
        assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER)).isNotNull();
    }

    @Test
    void whatNobodyExpectedIsInTheLog(CapturedOutput log) throws Exception {
        answer(new IllegalStateException(SECRET));

        assertThat(log).contains("answered as INTERNAL_ERROR").contains(SECRET);
    }

    private static MockHttpServletResponse answer(RuntimeException thrown) throws Exception {
        ProblemHandler handler =
                new ProblemHandler(
                        new EdgeProperties(DataSize.ofKilobytes(16)),
                        new ProblemWriter(JsonMapper.shared()));
        MockMvc mvc =
                MockMvcBuilders.standaloneSetup(
                                new Broken(
                                        () -> {
                                            throw thrown;
                                        }))
                        .setControllerAdvice(handler)
                        .build();
        return mvc.perform(MockMvcRequestBuilders.get("/")).andReturn().getResponse();
    }
}
