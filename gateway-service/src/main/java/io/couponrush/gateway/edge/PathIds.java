package io.couponrush.gateway.edge;

import org.springframework.web.reactive.function.server.ServerRequest;

import java.util.List;
import java.util.Map;

/** Ids in paths and tokens: decimal, 1 to 2^53 − 1, because a browser's numbers end there. */
public final class PathIds {

    /** What is said instead of an id. */
    public static final long INVALID = -1;

    private static final long MAX = (1L << 53) - 1;
    private static final int MAX_DIGITS = 16;

    private static final JsonReply NOT_AN_ID =
            Problem.of(ProblemCode.VALIDATION_FAILED, "Mend what 'fields' names and send it again.")
                    .with(
                            "fields",
                            List.of(
                                    Map.of(
                                            "field",
                                            "couponId",
                                            "message",
                                            "must be a whole number from 1 to " + MAX)))
                    .reply();

    private PathIds() {}

    /**
     * The path variable {@code couponId}.
     *
     * @return {@link #INVALID} if it is no id
     */
    public static long couponId(ServerRequest request) {
        return parse(request.pathVariable("couponId"));
    }

    /** The answer to an invalid coupon id. */
    public static JsonReply invalidCouponId() {
        return NOT_AN_ID;
    }

    /**
     * The id that a text says.
     *
     * @return {@link #INVALID} if it is no id
     */
    public static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            return INVALID;
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return INVALID;
            }
            id = id * 10 + (digit - '0');
        }
        return id <= MAX ? id : INVALID;
    }
}
