/** A worker that is slow enough to be watched; only under the profile {@code demo}. */
@NullMarked
package io.couponrush.worker.demo;

import org.jspecify.annotations.NullMarked;
