package io.couponrush.gateway.edge;

import tools.jackson.databind.json.JsonMapper;

/** Writes the gateway's own answers; instants as ISO-8601. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** UTF-8. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
