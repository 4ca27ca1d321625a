package io.couponrush.worker.edge;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The stable codes of RFC 9457 answers. Public API: clients switch on them. */
public enum ProblemCode {
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "The request is not valid"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in first"),
    BAD_CREDENTIALS(HttpStatus.UNAUTHORIZED, "Name or password is wrong"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "Nothing is here"),
    COUPON_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such coupon"),
    DEAD_LETTER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such dead letter"),
    RECEIPT_NOT_FOUND(HttpStatus.NOT_FOUND, "No receipt"),
    DIGEST_NOT_FOUND(HttpStatus.NOT_FOUND, "Nothing is committed yet"),
    EXPORT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such export"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Not with this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Only JSON is spoken here"),
    NOT_OPEN(HttpStatus.CONFLICT, "Not open yet"),
    SOLD_OUT(HttpStatus.CONFLICT, "Sold out"),
    ALREADY_ISSUED(HttpStatus.CONFLICT, "One each"),
    RECEIPT_NOT_FINAL(HttpStatus.CONFLICT, "This may still change"),
    RECEIPT_DISPUTED(HttpStatus.CONFLICT, "The digest says something else"),
    CLAIM_DISCARDED(HttpStatus.CONFLICT, "The claim was given up"),
    DEAD_LETTER_CONFLICT(HttpStatus.CONFLICT, "Not with this dead letter"),
    /** Of the lock lab alone. */
    LAB_CONFLICT(HttpStatus.CONFLICT, "Somebody else was faster"),
    EDIT_CONFLICT(HttpStatus.CONFLICT, "Somebody else was faster"),
    SIGN_IN_TOO_OLD(HttpStatus.CONFLICT, "Sign in again"),
    USERNAME_TAKEN(HttpStatus.CONFLICT, "This name is taken"),
    CLOSED(HttpStatus.GONE, "Closed"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only JSON is read here"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "A fault on our side"),
    PAUSED(HttpStatus.SERVICE_UNAVAILABLE, "Paused"),
    ADMISSION_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Admission cannot be decided now"),
    /** Of the lock lab alone. */
    LAB_NO_LOCK(HttpStatus.SERVICE_UNAVAILABLE, "The lock was not free in time"),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "Too much to do"),
    UPSTREAM_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A part behind us is away");

    private final HttpStatus status;
    private final String title;
    private final URI type;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
        this.type =
                URI.create(
                        "urn:coupon-rush:problem:"
                                + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The code for a status that the framework chose. */
    static ProblemCode of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> VALIDATION_FAILED;
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> OVERLOADED;
            default -> status.is4xxClientError() ? VALIDATION_FAILED : INTERNAL_ERROR;
        };
    }

    public HttpStatus status() {
        return status;
    }

    /**
     * @param detail what happened and what to do, for people
     */
    public ProblemDetail problem(String detail) {
        return problem(detail, Map.of());
    }

    /**
     * @param detail what happened and what to do, for people
     * @param more members beside the standard ones
     */
    public ProblemDetail problem(String detail, Map<String, ?> more) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type);
        problem.setTitle(title);
        problem.setProperty("code", name());
        more.forEach(problem::setProperty);
        return problem;
    }

    /** The whole answer; a 503 carries a jittered {@code Retry-After}. */
    public ResponseEntity<Object> answer(String detail) {
        HttpHeaders headers = new HttpHeaders();
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RetryAfter.jitteredSeconds());
        }
        return new ResponseEntity<>(problem(detail), headers, status);
    }

    /**
     * The whole answer, with a {@code Retry-After} from that time on, jittered.
     *
     * @param wait from now; everybody waits for the same instant
     * @param more members beside the standard ones
     */
    public ResponseEntity<Object> answerIn(Duration wait, String detail, Map<String, ?> more) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RetryAfter.jitteredSecondsFrom(wait));
        return new ResponseEntity<>(problem(detail, more), headers, status);
    }
}
