/** Where a service may be told to die, for drills. */
@NullMarked
package io.couponrush.crash;

import org.jspecify.annotations.NullMarked;
