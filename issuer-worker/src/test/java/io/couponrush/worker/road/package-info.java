/** v1 and v2, alone, side by side, and beside v3. */
@NullMarked
package io.couponrush.worker.road;

import org.jspecify.annotations.NullMarked;
