/** Tells every second what this worker issued and saw, for live views on any gateway. */
@NullMarked
package io.couponrush.worker.pulse;

import org.jspecify.annotations.NullMarked;
