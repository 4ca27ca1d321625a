package io.couponrush.gateway.edge;

/** The path of claims, for those who must know one before any router has looked at it. */
public final class ClaimPath {

    public static final String ROUTE = "/api/v3/me/coupons/{couponId}/issue";

    private static final String BEGIN = ROUTE.substring(0, ROUTE.indexOf('{'));
    private static final String END = ROUTE.substring(ROUTE.indexOf('}') + 1);
    private static final int MOST_DIGITS = 16;

    private ClaimPath() {}

    /** Whether a POST to this path is a claim; of which coupon, if of any, is another question. */
    public static boolean matches(String path) {
        return path.startsWith(BEGIN) && path.endsWith(END);
    }

    /**
     * The coupon of a path that {@link #matches}. Copies nothing, because claims that are refused
     * in masses come by here.
     *
     * @return 0 if there is none
     */
    public static long couponId(String path) {
        long id = 0;
        for (int i = BEGIN.length(); i < path.length() && path.charAt(i) != '/'; i++) {
            int digit = path.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i - BEGIN.length() >= MOST_DIGITS) {
                return 0;
            }
            id = id * 10 + digit;
        }
        return id;
    }
}
