/** The lock lab: the ways that teams compare to keep two from taking the same coupon. */
@NullMarked
package io.couponrush.worker.lab;

import org.jspecify.annotations.NullMarked;
