/** The end of a claim's trace: from the record to the committed row; see docs/decisions/0022. */
@NullMarked
package io.couponrush.worker.trace;

import org.jspecify.annotations.NullMarked;
