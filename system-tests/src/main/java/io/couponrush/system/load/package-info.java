/** An HTTP client that is lean enough to share two cores with what it measures. */
@NullMarked
package io.couponrush.system.load;

import org.jspecify.annotations.NullMarked;
