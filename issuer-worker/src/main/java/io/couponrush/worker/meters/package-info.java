/** All meters of the worker. */
@NullMarked
package io.couponrush.worker.meters;

import org.jspecify.annotations.NullMarked;
