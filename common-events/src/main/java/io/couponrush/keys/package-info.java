/** The Redis keys of a coupon, which gateway and worker both touch. */
@NullMarked
package io.couponrush.keys;

import org.jspecify.annotations.NullMarked;
