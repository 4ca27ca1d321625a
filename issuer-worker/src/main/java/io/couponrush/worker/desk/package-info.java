/** The dead-letter desk: what could not be processed, for people to look at, replay or discard. */
@NullMarked
package io.couponrush.worker.desk;

import org.jspecify.annotations.NullMarked;
