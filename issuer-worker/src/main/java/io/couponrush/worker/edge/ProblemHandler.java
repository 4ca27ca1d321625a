package io.couponrush.worker.edge;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The one place where exceptions become answers. None of their messages is passed on, but those of
 * our own two: a message of a library may name classes, tables or hosts.
 */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final EdgeProperties limits;
    private final ProblemWriter problems;

    ProblemHandler(EdgeProperties limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> invalidField(InvalidFieldException e) {
        return invalid(List.of(e.problem()));
    }

    @ExceptionHandler
    ResponseEntity<Object> overloaded(OverloadedException e) {
        return ProblemCode.OVERLOADED.answer(e.getMessage() + " Try again later.");
    }

    @ExceptionHandler
    ResponseEntity<Object> stale(OptimisticLockingFailureException e) {
        return ProblemCode.EDIT_CONFLICT.answer(
                "It was changed since you read it. Read it again and repeat your edit.");
    }

    @ExceptionHandler
    ResponseEntity<Object> contended(ConcurrencyFailureException e) {
        LOG.warn("given up in favour of another transaction: {}", e.toString());
        return ProblemCode.OVERLOADED.answer("Others are changing the same. Try again later.");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<Object> partAway(Exception e) {
        LOG.warn("database or Redis did not answer: {}", e.toString());
        return ProblemCode.UPSTREAM_UNAVAILABLE.answer("Nothing is lost. Try again later.");
    }

    /** Left to the container, which then ends the connection and not the body. */
    @ExceptionHandler
    void cutOff(CutOffException e) {
        LOG.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e) {
        LOG.error("unexpected, answered as INTERNAL_ERROR", e);
        return ProblemCode.INTERNAL_ERROR.answer("It is logged. Trying again may help.");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PayloadTooLargeException) {
                return ProblemCode.PAYLOAD_TOO_LARGE.answer(
                        BodyCapFilter.tooLarge(limits.maxBody().toBytes()));
            }
        }
        return invalid(FieldProblems.of(e));
    }

    /** Written by hand: with an Accept header that can't be parsed, MVC writes no body at all. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpServletResponse response =
                Objects.requireNonNull(((ServletWebRequest) request).getResponse());
        try {
            problems.write(response, ProblemCode.NOT_ACCEPTABLE, "Accept application/json.");
        } catch (IOException gone) {
            LOG.debug("the client went away", gone);
        }
        return null;
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemCode code = ProblemCode.of(status);
        if (code == ProblemCode.VALIDATION_FAILED) {
            return invalid(FieldProblems.of(e));
        }
        if (code == ProblemCode.INTERNAL_ERROR) {
            return unexpected(e);
        }
        return new ResponseEntity<>(code.problem(advice(code, headers)), headers, code.status());
    }

    private static ResponseEntity<Object> invalid(List<FieldProblem> fields) {
        ProblemCode code = ProblemCode.VALIDATION_FAILED;
        return new ResponseEntity<>(
                code.problem(
                        "Mend what 'fields' names and send it again.", Map.of("fields", fields)),
                code.status());
    }

    private static String advice(ProblemCode code, HttpHeaders headers) {
        return switch (code) {
            case METHOD_NOT_ALLOWED -> "Use one of " + headers.getAllow() + ".";
            case UNSUPPORTED_MEDIA_TYPE -> "Send Content-Type: application/json.";
            case NOT_FOUND -> "Check the path.";
            default -> code.status().getReasonPhrase() + ".";
        };
    }
}
