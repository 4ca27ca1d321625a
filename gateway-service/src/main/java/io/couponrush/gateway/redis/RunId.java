package io.couponrush.gateway.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the name of a Redis incarnation in what {@code INFO server} answers. */
final class RunId {

    private static final Pattern LINE = Pattern.compile("(?m)^run_id:(\\w+)\\s*$");

    private RunId() {}

    /**
     * @throws RedisUnavailableException if there is none: such a server can't be trusted
     */
    static String in(String info) {
        Matcher line = LINE.matcher(info);
        if (!line.find()) {
            throw new RedisUnavailableException("INFO names no run_id", null);
        }
        return line.group(1);
    }
}
