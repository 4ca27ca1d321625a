/** Ways to break this worker on purpose; there under the profile {@code drill} only. */
@NullMarked
package io.couponrush.worker.drill;

import org.jspecify.annotations.NullMarked;
