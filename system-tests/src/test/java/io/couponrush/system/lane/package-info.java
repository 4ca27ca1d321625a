/** Journeys wait more than they work, so they run beside each other, one of a lane at a time. */
@NullMarked
package io.couponrush.system.lane;

import org.jspecify.annotations.NullMarked;
