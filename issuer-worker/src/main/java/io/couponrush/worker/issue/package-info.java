/** Turns admitted claims into rows: the database is the last judge of who gets a coupon. */
@NullMarked
package io.couponrush.worker.issue;

import org.jspecify.annotations.NullMarked;
