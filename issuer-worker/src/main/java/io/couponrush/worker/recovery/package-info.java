/** Finds claims that a crash left behind and brings them on their way again. */
@NullMarked
package io.couponrush.worker.recovery;

import org.jspecify.annotations.NullMarked;
