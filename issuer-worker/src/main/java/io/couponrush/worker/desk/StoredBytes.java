package io.couponrush.worker.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * Bytes as JSON shows them: as text where they are text, so that people can read them, else in
 * base64, so that none is lost.
 *
 * @param encoding {@code text} or {@code base64}
 * @param size in bytes
 */
record StoredBytes(String encoding, String value, int size) {

    static @Nullable StoredBytes of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.chars().noneMatch(StoredBytes::isUnreadable)) {
                return new StoredBytes("text", text, bytes.length);
            }
        } catch (CharacterCodingException _) {
            // not text
        }
        return new StoredBytes("base64", Base64.getEncoder().encodeToString(bytes), bytes.length);
    }

    private static boolean isUnreadable(int character) {
        return Character.isISOControl(character)
                && character != '\t'
                && character != '\n'
                && character != '\r';
    }
}
