/** Whether the books of a coupon balance, for admins. */
@NullMarked
package io.couponrush.worker.balance;

import org.jspecify.annotations.NullMarked;
