package io.couponrush.system.guarantee;

/** What one answer told a user about the claim. */
public sealed interface Told {

    /**
     * Admitted and waiting.
     *
     * @param sequence from 1
     * @param ahead how many admitted, unsettled claims are in front, from 0
     */
    record Queued(long sequence, long ahead) implements Told {}

    /** The row is committed, says the answer. */
    record Issued(long sequence) implements Told {}

    /** A road without waiting (v1, v2) has committed the row, says the answer. */
    record Owned(String road) implements Told {}

    record Rejected(long sequence, String reason) implements Told {}

    record Failed(long sequence) implements Told {}

    /** A final no: sold out, closed, unknown, malformed, not signed in. */
    record Refused(String code) implements Told {

        /** The one no that is good news: the user has the coupon. */
        public boolean hasIt() {
            return code.equals("ALREADY_ISSUED");
        }
    }

    /**
     * Not decided: come back later. The claim may or may not have been admitted.
     *
     * @param code {@code HTTP nnn} for an answer that is no problem of ours
     * @param saysWhen whether there was a {@code Retry-After}
     */
    record TryLater(String code, int status, boolean saysWhen) implements Told {

        /** A 503 as it should be. */
        public TryLater(String code) {
            this(code, 503, true);
        }

        /** A client can act on it: it is 503 or 429, says why, and when to come back. */
        boolean isWellFormed() {
            return saysWhen && (status == 503 || status == 429) && !code.startsWith("HTTP ");
        }
    }

    /** No answer: the connection broke or the time was up. */
    record Nothing(String why) implements Told {}
}
