/** Tells Redis and everybody downstream how claims ended, after the database has committed. */
@NullMarked
package io.couponrush.worker.progress;

import org.jspecify.annotations.NullMarked;
