/** Looks, in the background, at what no claim comes by: open coupons, dead letters, the backlog. */
@NullMarked
package io.couponrush.worker.watch;

import org.jspecify.annotations.NullMarked;
