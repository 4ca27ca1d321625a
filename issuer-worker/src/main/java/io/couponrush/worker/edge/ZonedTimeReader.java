package io.couponrush.worker.edge;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

import java.time.DateTimeException;
import java.time.ZonedDateTime;

/** Reads an ISO-8601 time with its zone, from text only: is 1893456000 seconds, or milliseconds? */
final class ZonedTimeReader extends StdDeserializer<ZonedDateTime> {

    ZonedTimeReader() {
        super(ZonedDateTime.class);
    }

    @Override
    public @Nullable ZonedDateTime deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (ZonedDateTime) context.handleUnexpectedToken(ZonedDateTime.class, parser);
        }
        String text = parser.getString();
        try {
            return ZonedDateTime.parse(text);
        } catch (DateTimeException e) {
            return (ZonedDateTime)
                    context.handleWeirdStringValue(
                            ZonedDateTime.class, text, "not a time with a zone");
        }
    }
}
