package io.couponrush.system.load;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An HTTP answer.
 *
 * @param retryAfter from the header of that name, null if there is none
 * @param body up to 1 MiB; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy costs on the hot path
public record Answer(int status, @Nullable Duration retryAfter, byte[] body) {}
