package io.couponrush.events;

/**
 * The stable names and current versions of the events, and the topic each belongs to. A reader
 * comes before a writer: gateways are updated before workers.
 */
enum EventType {
    ISSUE_REQUESTED("coupon.issue-requested", 1, CouponIssueRequested.class, Topics.ISSUE_REQUESTS),
    ISSUED("coupon.issued", 1, CouponIssued.class, Topics.ISSUE_RESULTS),
    REJECTED("coupon.rejected", 1, CouponRejected.class, Topics.ISSUE_RESULTS),
    ANNOUNCED("coupon.announced", 2, CouponAnnounced.class, Topics.CATALOGUE);

    final String stableName;
    final int version;
    final Class<? extends CouponEvent> eventClass;
    final String topic;

    EventType(
            String stableName, int version, Class<? extends CouponEvent> eventClass, String topic) {
        this.stableName = stableName;
        this.version = version;
        this.eventClass = eventClass;
        this.topic = topic;
    }

    static EventType of(CouponEvent event) {
        return switch (event) {
            case CouponIssueRequested _ -> ISSUE_REQUESTED;
            case CouponIssued _ -> ISSUED;
            case CouponRejected _ -> REJECTED;
            case CouponAnnounced _ -> ANNOUNCED;
        };
    }

    /** Whether there are still records of that version, which is not written any more. */
    boolean wasOnce(int otherVersion) {
        return this == ANNOUNCED && otherVersion == 1;
    }

    static EventType named(String stableName, int version) {
        for (EventType type : values()) {
            if (type.stableName.equals(stableName)) {
                if (type.version != version && !type.wasOnce(version)) {
                    throw new UndecodableEventException(
                            UndecodableEventException.Fault.UNKNOWN_VERSION,
                            "version " + version + " of " + stableName + " is not known here");
                }
                return type;
            }
        }
        throw new UndecodableEventException(
                UndecodableEventException.Fault.UNKNOWN_TYPE,
                "no event type is named '" + stableName + "'");
    }
}
