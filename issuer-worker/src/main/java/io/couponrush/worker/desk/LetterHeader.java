package io.couponrush.worker.desk;

import org.jspecify.annotations.Nullable;

/**
 * A header of a record.
 *
 * @param value the array must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LetterHeader(String name, byte @Nullable [] value) {}
