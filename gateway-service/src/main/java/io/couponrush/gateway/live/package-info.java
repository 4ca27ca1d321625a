/** What goes on with one coupon, second by second, for admins who look. */
@NullMarked
package io.couponrush.gateway.live;

import org.jspecify.annotations.NullMarked;
