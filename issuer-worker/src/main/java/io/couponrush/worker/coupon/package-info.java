/** What is on offer: coupons, their edits, and the rows of who has which. */
@NullMarked
package io.couponrush.worker.coupon;

import org.jspecify.annotations.NullMarked;
