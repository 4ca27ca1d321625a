/** What a gateway does by itself in the minutes before a coupon opens. */
@NullMarked
package io.couponrush.gateway.warmup;

import org.jspecify.annotations.NullMarked;
