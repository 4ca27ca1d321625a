/** A user's claim for a coupon: from the request to the answer. */
@NullMarked
package io.couponrush.gateway.claim;

import org.jspecify.annotations.NullMarked;
