/** Signed receipts of places in the queue, and the digest that commits to all of them. */
@NullMarked
package io.couponrush.worker.receipt;

import org.jspecify.annotations.NullMarked;
