/**
 * {@code ./rush streams}: many open ticket streams, how late a position reaches them, and what they
 * cost.
 */
@NullMarked
package io.couponrush.system.streams;

import org.jspecify.annotations.NullMarked;
