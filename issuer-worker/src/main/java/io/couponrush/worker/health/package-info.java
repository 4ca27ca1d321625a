/** Whether this worker and what it leans on are fit to work. */
@NullMarked
package io.couponrush.worker.health;

import org.jspecify.annotations.NullMarked;
