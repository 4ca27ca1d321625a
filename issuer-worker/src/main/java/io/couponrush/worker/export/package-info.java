/** The issued rows of a coupon as a file, for admins. */
@NullMarked
package io.couponrush.worker.export;

import org.jspecify.annotations.NullMarked;
