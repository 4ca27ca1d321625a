/** The atomic decision in Redis, and what may be remembered of it. */
@NullMarked
package io.couponrush.gateway.gate;

import org.jspecify.annotations.NullMarked;
