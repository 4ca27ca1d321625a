package io.couponrush.system.spike;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.system.guarantee.Told;
import io.couponrush.system.guarantee.Told.Failed;
import io.couponrush.system.guarantee.Told.Issued;
import io.couponrush.system.guarantee.Told.Owned;
import io.couponrush.system.guarantee.Told.Queued;
import io.couponrush.system.guarantee.Told.Refused;
import io.couponrush.system.guarantee.Told.Rejected;
import io.couponrush.system.guarantee.Told.TryLater;
import io.couponrush.system.load.Answer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands the answers to a claim and to a look at a ticket. */
public final class ToldReader {

    private static final int CREATED = 201;
    private static final int TOO_MANY_REQUESTS = 429;

    private static final JsonMapper JSON = JsonMapper.shared();

    private ToldReader() {}

    /**
     * @throws IllegalArgumentException if a successful answer is no ticket
     */
    public static Told read(Answer answer) {
        return answer.status() < 300 ? ticket(answer) : refusal(answer);
    }

    private static Told ticket(Answer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.status() == CREATED) {
                return new Owned(body.required("road").stringValue());
            }
            long sequence = body.required("sequence").longValue();
            String state = body.required("state").stringValue();
            return switch (state) {
                case "QUEUED" -> new Queued(sequence, body.required("ahead").longValue());
                case "ISSUED" -> new Issued(sequence);
                case "REJECTED" -> new Rejected(sequence, body.required("reason").stringValue());
                case "FAILED" -> new Failed(sequence);
                default -> throw new IllegalArgumentException("unknown state " + state);
            };
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a ticket: " + text(answer), e);
        }
    }

    private static Told refusal(Answer answer) {
        boolean later = answer.status() >= 500 || answer.status() == TOO_MANY_REQUESTS;
        String code = code(answer);
        return later
                ? new TryLater(code, answer.status(), answer.retryAfter() != null)
                : new Refused(code);
    }

    /** A proxy or a server in trouble may answer something else than our problem+json. */
    private static String code(Answer answer) {
        try {
            JsonNode code = JSON.readTree(answer.body()).path("code");
            if (code.isString()) {
                return code.stringValue();
            }
        } catch (JacksonException e) {
            return "HTTP " + answer.status();
        }
        return "HTTP " + answer.status();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
