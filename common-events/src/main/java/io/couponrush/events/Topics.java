package io.couponrush.events;

/** Topic names and partition counts. Both are contract: a key's partition must not move. */
public final class Topics {

    /** Admitted claims, key = user id. */
    public static final String ISSUE_REQUESTS = "coupon-issue-requests";

    /** Issue requests that could not be processed; a record keeps its partition number. */
    public static final String ISSUE_REQUESTS_DLT = "coupon-issue-requests-dlt";

    /** Issued and rejected, key = user id. */
    public static final String ISSUE_RESULTS = "coupon-issue-results";

    /** Compacted, key = coupon id. */
    public static final String CATALOGUE = "coupon-catalogue";

    /** What instances did in the last second, key = instance; kept for a quarter of an hour. */
    public static final String PULSES = "rush-pulses";

    /** The only one of the pulses. */
    public static final int PULSE_PARTITION = 0;

    /** Of the issue requests, their dead letters and the results. */
    public static final int PARTITIONS = 12;

    /** Of the catalogue: small, and one partition keeps its order. */
    public static final int CATALOGUE_PARTITIONS = 1;

    private Topics() {}
}
