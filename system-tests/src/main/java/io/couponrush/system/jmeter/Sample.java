package io.couponrush.system.jmeter;

/**
 * One request as JMeter saw it.
 *
 * @param label {@code claim} or {@code ticket}
 * @param startMillis when it was sent, since 1970
 * @param millis until its last byte was read
 * @param code the status, or JMeter's words when there was no answer
 * @param right whether the plan's assertion held
 * @param user whose token was sent
 * @param kind state or code in the body; "-" if there was none
 */
record Sample(
        String label,
        long startMillis,
        long millis,
        String code,
        boolean right,
        long user,
        String kind) {

    boolean isClaim() {
        return label.equals("claim");
    }

    /** Told that there is a coupon, or that there will be. */
    boolean isYes() {
        return code.equals("201") || code.equals("202");
    }

    /** What was said, for a person. */
    String words() {
        if (!code.chars().allMatch(Character::isDigit)) {
            return "no answer: " + code.substring(code.lastIndexOf('.') + 1);
        }
        return kind.equals("-") ? code : code + " " + kind;
    }
}
