/** The roads v1 and v2, kept for comparison with v3: a claim is issued in its own request. */
@NullMarked
package io.couponrush.worker.road;

import org.jspecify.annotations.NullMarked;
