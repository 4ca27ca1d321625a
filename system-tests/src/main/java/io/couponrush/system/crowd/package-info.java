/**
 * Simulated visitors of {@code ./rush up --crowd}, so that somebody new sees a queue that moves.
 */
@NullMarked
package io.couponrush.system.crowd;

import org.jspecify.annotations.NullMarked;
