/** Everything that touches MySQL. */
@NullMarked
package io.couponrush.worker;

import org.jspecify.annotations.NullMarked;
