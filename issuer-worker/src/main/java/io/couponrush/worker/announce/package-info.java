/** Tells Redis and the gateways about every version of a coupon, until they know. */
@NullMarked
package io.couponrush.worker.announce;

import org.jspecify.annotations.NullMarked;
