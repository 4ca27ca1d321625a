/** Logs of what may go wrong thousands of times a second. */
@NullMarked
package io.couponrush.gateway.sparse;

import org.jspecify.annotations.NullMarked;
