/** Whether the books of a coupon balance, and who waits for it, for admins. */
@NullMarked
package io.couponrush.worker.balance;

import org.jspecify.annotations.NullMarked;
