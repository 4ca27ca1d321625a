/** The rules of a coupon, free of any framework. */
@NullMarked
package io.couponrush.worker.coupon.domain;

import org.jspecify.annotations.NullMarked;
